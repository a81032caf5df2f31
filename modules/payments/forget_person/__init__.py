"""Somebody was erased: their payments stay as numbers, what providers wrote about them goes."""
