"""The shop's modules, each owning its data, its rules and its use cases."""
