"""Other modules ask whom to tell of something."""
