"""Any feed: RSS, Atom or JSON Feed, as a file or by its address."""
