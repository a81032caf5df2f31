"""People put a coupon on their cart."""
