"""The test kit: a module on its own real database, the others as fakes of their contracts."""
