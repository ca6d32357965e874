"""Words about columns of what is held about a reader: labels in the readable download, and why some are kept back."""

from flask_babel import lazy_gettext as _l

LABELS = {
    "about": _l("About"),
    "address": _l("Address"),
    "new_address": _l("New address"),
    "old_address": _l("Old address"),
    "name": _l("Name"),
    "state": _l("State"),
    "requested_at": _l("Requested"),
    "confirmed_at": _l("Confirmed"),
    "left_at": _l("Unsubscribed"),
    "consent_wording": _l("Consent"),
    "consent_form": _l("Form on the page"),
    "site_frequency": _l("All articles"),
    "urgent_choice": _l("Urgent alerts"),
    "low_choice": _l("Minor alerts"),
    "timezone": _l("Time zone"),
    "language": _l("Language"),
    "quiet_from": _l("Quiet from (minutes after midnight)"),
    "quiet_until": _l("Quiet until (minutes after midnight)"),
    "is_text_only": _l("Plain text only"),
    "paused_until": _l("Paused until"),
    "suppressed_at": _l("Mail stopped"),
    "suppression": _l("Reason for stopping"),
    "suppression_words": _l("Words about it"),
    "soft_bounces": _l("Messages in a row that came back"),
    "frequency": _l("How often"),
    "created_at": _l("Since"),
    "kind": _l("Kind"),
    "reason": _l("Reason"),
    "owed_at": _l("Created"),
    "due_at": _l("Planned"),
    "settled_at": _l("Done"),
    "attempts": _l("Attempts"),
    "answer": _l("Answer"),
    "followed": _l("Sent because you follow"),
    "test_level": _l("Level"),
    "is_repeat": _l("Sent twice"),
    "handed_over_at": _l("Sending began"),
    "status": _l("Status code"),
    "words": _l("Words"),
    "source": _l("Source"),
    "received_at": _l("Received"),
    "paragraph": _l("Paragraph"),
    "quote": _l("Quoted text"),
    "reported_at": _l("Reported"),
    "outcome": _l("Outcome"),
    "closed_at": _l("Closed"),
    "written_at": _l("Written"),
    "label": _l("For whom"),
}
"""By the name of the column; "about" is the name of what a row is about."""
INTERNAL = "a number by which rows name each other"
SECRET = "part of a signed link, which would open it"  # noqa: S105
NAMED = "stands there by name, as “about”"
OF_THE_QUEUE = "how the program orders its sending"
NOT_THEIRS = "the text of an article, perhaps not public, or of another person"
NOT_OF_READERS = {
    "people.address": "an account of the newsroom, which its owner sees in the profile",
    "people.address_key": "an account of the newsroom",
    "password_resets.new_address": "an account of the newsroom",
    "profiles.contact": "what an author shows to everybody",
    "former_addresses.address": "where a page stood on the site that was moved here",
    "podcasts.owner_address": "what the feed of a podcast says to everybody",
    "erased_addresses.address_hash": "a keyed hash, from which no address can be read",
    "heartbeats.mail_state": "whether the program may send mail",
}
"""Columns whose names speak of an address or mail, and that hold nothing about readers; each with what it is."""
