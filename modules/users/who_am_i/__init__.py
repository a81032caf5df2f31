"""Somebody asks who they are signed in as."""
