"""The delivery queue: claim, lease, last check, record results, retry, quotas, suppression."""
