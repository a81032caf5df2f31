"""People take the coupon off their cart."""
