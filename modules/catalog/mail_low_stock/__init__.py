"""Who looks after the stock gets the daily digest by mail."""
