"""Orders gives reserved stock back."""
