"""The provider is asked, and what it says is booked: the one place where the books follow the provider."""
