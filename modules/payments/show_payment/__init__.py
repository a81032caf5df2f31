"""Staff look at one payment, its operations and its ledger."""
