"""The total that every list shows is compared with what is there, and put right."""
