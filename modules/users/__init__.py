"""Users owns who people are: accounts, sessions, and what each may do."""
