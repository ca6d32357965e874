"""Picture files: upload, decoding, encoding, renditions, storage and where they are used."""
