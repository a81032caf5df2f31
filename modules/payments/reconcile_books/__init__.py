"""The books are compared with the providers, and every difference is written down."""
