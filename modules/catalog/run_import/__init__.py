"""The file is split, checked and applied, a part in each transaction."""
