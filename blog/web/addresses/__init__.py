"""Addresses: of pages by name, and the converters that routes use."""
