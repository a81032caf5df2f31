"""Orders reserves what was ordered, all of it or nothing."""
