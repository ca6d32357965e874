"""What we owe readers: the outbox is the door; behind it audience, worker, messages, transport and retry."""
