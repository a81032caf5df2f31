"""Staff change the terms of a coupon."""
