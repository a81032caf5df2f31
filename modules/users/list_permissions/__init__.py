"""Staff look at what there is to be allowed."""
