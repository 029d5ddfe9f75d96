"""The main page: filters, events, details."""
