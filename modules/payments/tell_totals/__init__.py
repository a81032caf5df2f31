"""The doctor asks what the books say altogether."""
