"""Sending an order, in one parcel or in several."""
