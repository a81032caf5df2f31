"""Staff look through all payments."""
