"""Anybody asks what an order would come to."""
