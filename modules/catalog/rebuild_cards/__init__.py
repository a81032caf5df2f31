"""The read model of the storefront is made anew, or compared with the truth."""
