"""The bus: carries a message to its one handler through one pipeline."""
