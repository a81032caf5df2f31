"""Staff take a coupon out of use."""
