"""Staff issue a coupon."""
