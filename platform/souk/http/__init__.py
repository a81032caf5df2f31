"""The HTTP edge: routes with policies, strict input, problem answers."""
