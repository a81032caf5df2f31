"""PostgreSQL: a role, a pool and a transaction for each module."""
