"""What was reserved leaves the house in a parcel."""
