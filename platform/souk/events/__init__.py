"""Events after their commit: each reaches each subscriber once in effect."""
