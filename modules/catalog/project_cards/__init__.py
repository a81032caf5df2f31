"""What the storefront shows follows what has changed."""
