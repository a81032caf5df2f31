"""Staff look through the coupons."""
