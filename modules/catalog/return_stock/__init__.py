"""What customers sent back goes into the shelf again."""
