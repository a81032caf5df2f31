"""The sandbox sends its webhooks again that nobody took."""
