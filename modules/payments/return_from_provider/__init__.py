"""The customer is back from the bank and wants to know: the provider is asked at once."""
