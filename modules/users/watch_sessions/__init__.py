"""A process asks which access tokens are void."""
