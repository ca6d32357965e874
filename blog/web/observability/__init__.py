"""What is seen of the running site from outside: log lines, request ids and figures of requests."""
