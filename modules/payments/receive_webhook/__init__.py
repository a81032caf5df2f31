"""A provider says that something happened: it is written down as it came, then looked into."""
