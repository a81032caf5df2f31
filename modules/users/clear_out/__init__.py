"""What is not needed any more is thrown away."""
