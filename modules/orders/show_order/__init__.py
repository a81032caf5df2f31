"""Looking at one order."""
