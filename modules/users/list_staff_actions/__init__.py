"""Staff look at what the staff has done."""
