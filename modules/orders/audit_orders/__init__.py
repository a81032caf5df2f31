"""What `souk doctor` asks of orders: does the money agree, does anybody wait in vain, or pay twice."""
