"""Anybody types the beginning of a name and is shown what there is."""
