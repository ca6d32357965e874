"""Pictures: upload, re-encoding, sizes and storage."""
