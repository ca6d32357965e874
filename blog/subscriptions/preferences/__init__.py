"""The preferences page: topics, times, pause, address change, unsubscribe, consent receipt."""
