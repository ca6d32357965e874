"""Mail to readers and the newsroom: outbox, queue, composing, SMTP, bounces, and the pages of alerts."""
