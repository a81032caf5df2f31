"""The platform library: what every module stands on, and which knows none of them."""
