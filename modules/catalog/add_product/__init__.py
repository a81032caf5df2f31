"""Staff add a product, with its variants and what there is of each."""
