"""Orders tells who bought what, so that their reviews can be trusted."""
