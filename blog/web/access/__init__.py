"""Access control of requests: policies and their enforcement, rate limits, headers, signatures."""
