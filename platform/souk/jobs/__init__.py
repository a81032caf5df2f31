"""Jobs after their commit: PostgreSQL keeps the record, Dramatiq on Valkey carries them, workers do them."""
