"""SMTP: connections, pool, protocol, replies."""
