"""Bounces and complaints: parse reports, match them with deliveries, suppress addresses."""
