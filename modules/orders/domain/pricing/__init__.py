"""What an order costs: pure arithmetic over lines, coupons, shipping methods and tax rates."""
