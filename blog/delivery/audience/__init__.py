"""Who gets a message and when: expansion of alerts, eligibility, send times, digests."""
