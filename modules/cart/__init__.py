"""Cart owns what people are about to order: lines that show today's prices and promise nothing."""
