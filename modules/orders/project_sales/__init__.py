"""An order was paid, given up, or came back: the sales are other ones."""
