"""`python -m shop` is the souk command."""

from shop.command_line import main

main()
