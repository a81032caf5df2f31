"""Makes new slices and modules that pass every check as they are."""

from shop.making.slices import make_module, make_slice

__all__ = ["make_module", "make_slice"]
