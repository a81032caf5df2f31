"""The owner makes sure that nobody has touched the record of staff actions."""
