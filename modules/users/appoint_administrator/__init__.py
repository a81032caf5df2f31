"""The owner of the shop appoints an administrator, from the command line."""
