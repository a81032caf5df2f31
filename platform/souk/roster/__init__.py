"""The roster: every module of this shop, what it brings, and how it is doing."""
