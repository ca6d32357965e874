"""What comes back: reports of bounces and complaints, read, matched with the ledger and acted on."""
