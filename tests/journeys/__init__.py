"""A package, so that its shop closes after the last journey: an open one works on until the last test."""
