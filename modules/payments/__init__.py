"""Payments owns what was asked of payment providers and what they answered: charges, refunds, a ledger."""
