"""Webhooks of mail services: signatures, events, and their paths below /bounces/."""
