"""From a ledger row to the bytes of a message."""
