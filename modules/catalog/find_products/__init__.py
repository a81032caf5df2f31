"""Somebody asks which products there are."""
