"""What `souk doctor` asks of catalog: that its counters are the sum of their ledger."""
