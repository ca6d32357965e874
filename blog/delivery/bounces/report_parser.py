"""The one parser of what comes back: delivery status notifications, complaints, and the old plain ones."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from blog.delivery.bounces.mime_parts import Fields, Part, split_message
from blog.delivery.bounces.plain_text_bounces import read_plain
from blog.delivery.smtp.status_codes import classify_failure, find_status
from blog.models import BounceKind
from blog.text.cleaning import clean_line

LONGEST_WORDS = 1000
MOST_ADDRESSES = 20
ADDRESS = re.compile(r"[^\s<>\"',;:()\[\]]{1,200}@[A-Za-z0-9.-]{1,200}")
MESSAGE_ID = re.compile(r"<[^\s<>]{1,250}>")
MESSAGE_ID_LINE = re.compile(r"^Message-ID:[ \t]*(?:\n[ \t]+)?(<[^\s<>]{1,250}>)", re.IGNORECASE | re.MULTILINE)
SENT_TO = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to")
"""Fields in which a mail server says to whom the report came: our own envelope sender."""
RETURNED = frozenset({"message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global"})
COMPLAINTS = frozenset({"abuse", "fraud", "opt-out", "opt-out-list", "miscategorized", "other", "virus"})
"""Types of feedback that mean "send no more"; not-spam means the opposite, and auth-failure tells us nothing."""


@dataclass(frozen=True)
class Report:
    """What one report says; nothing in it is proven yet."""

    kind: BounceKind
    status: str
    """Enhanced status code such as 5.1.1, empty when none was given."""
    words: str
    """The server's words, one line."""
    recipients: tuple[str, ...]
    """The addresses that the report is about."""
    sent_to: tuple[str, ...]
    """Addresses that may be the envelope sender of our message."""
    message_ids: tuple[str, ...]
    """Message-IDs of what was returned."""
    digest: str
    """SHA-256 of the whole report."""


def read_report(data: bytes) -> Report | None:
    """Return what *data*, a whole message from anybody, reports; None when it reports no failure and no complaint.

    Delays, receipts, replies and holiday notes report nothing. Never raises
    and takes bounded time, whatever *data* holds.

    Source: RFC 3464 2 (delivery status), RFC 5965 3 (feedback), RFC 3463 (codes).
    """
    parts = split_message(data)
    found = read_feedback(parts) or read_status(parts) or read_unstructured(parts)
    if found is None:
        return None
    kind, status, words, recipients = found
    return Report(
        kind=kind,
        status=status,
        words=clean_line(words)[:LONGEST_WORDS],
        recipients=tuple(recipients)[:MOST_ADDRESSES],
        sent_to=tuple(find_sent_to(parts))[:MOST_ADDRESSES],
        message_ids=tuple(find_message_ids(parts))[:MOST_ADDRESSES],
        digest=sha256(data).hexdigest(),
    )


def read_feedback(parts: Sequence[Part]) -> tuple[BounceKind, str, str, list[str]] | None:
    """Return the complaint that *parts* report."""
    found = next((part for part in parts if part.fields.content_type == "message/feedback-report"), None)
    if found is None:
        return None
    fields = Fields(found.text)
    kind = fields["feedback-type"].casefold()
    if kind not in COMPLAINTS:
        return None
    names = ("original-rcpt-to", "removal-recipient", "final-recipient")
    about = [address for name in names for value in fields.all(name) for address in ADDRESS.findall(value)]
    words = f"Feedback-Type: {kind}; {fields['user-agent']}".rstrip("; ")
    return BounceKind.COMPLAINT, "", words, [*about, *returned_recipients(parts)]


def read_status(parts: Sequence[Part]) -> tuple[BounceKind, str, str, list[str]] | None:
    """Return the first failure that a delivery status notification in *parts* reports."""
    for part in parts:
        if part.fields.content_type in {"message/delivery-status", "message/global-delivery-status"}:
            for block in re.split(r"\n[ \t]*\n", part.text.strip()):
                fields = Fields(block)
                if fields["action"].casefold() == "failed":
                    return read_failure(fields, parts)
    return None


def read_failure(fields: Fields, parts: Sequence[Part]) -> tuple[BounceKind, str, str, list[str]]:
    """Return the failure of one recipient; without a diagnostic code its words are those of the status."""
    diagnostic = fields["diagnostic-code"]
    words = diagnostic.partition(";")[2].strip() or diagnostic or fields["status"]
    status = find_status(fields["status"], words)
    names = ("original-recipient", "final-recipient", "x-actual-recipient")
    about = [address for name in names for address in ADDRESS.findall(fields[name])]
    return classify_failure(status, words), status, words, [*about, *returned_recipients(parts)]


def read_unstructured(parts: Sequence[Part]) -> tuple[BounceKind, str, str, list[str]] | None:
    """Return the failure that a plain text in *parts* tells in one of the forms still met."""
    if any(part.fields.content_type == "message/delivery-status" for part in parts):
        return None  # It reports a delay or a receipt in due form.
    text = next((part for part in parts if part.fields.content_type == "text/plain"), parts[0])
    found = read_plain(parts[0].fields, text.text)
    if found is None:
        return None
    status, words, about = found
    return classify_failure(status, words), status, words, [*about, *returned_recipients(parts)]


def returned_recipients(parts: Sequence[Part]) -> list[str]:
    """Return whom the returned message was addressed to."""
    return [address for head in returned_heads(parts) for address in ADDRESS.findall(head["to"])]


def returned_heads(parts: Sequence[Part]) -> Iterator[Fields]:
    """Return the head of each returned message."""
    for part in parts[1:]:
        if part.fields.content_type in RETURNED:
            yield Fields(part.text.partition("\n\n")[0])


def find_sent_to(parts: Sequence[Part]) -> Iterator[str]:
    """Return each address that may be the envelope sender of our message."""
    for name in SENT_TO:
        for value in parts[0].fields.all(name):
            yield from ADDRESS.findall(value)
    for part in parts:
        if part.fields.content_type == "message/feedback-report":
            yield from ADDRESS.findall(Fields(part.text)["original-mail-from"])
    for head in returned_heads(parts):
        yield from ADDRESS.findall(head["return-path"])


def find_message_ids(parts: Sequence[Part]) -> Iterator[str]:
    """Return each Message-ID that the returned message may have; that of the report itself is none."""
    for head in returned_heads(parts):
        yield from MESSAGE_ID.findall(head["message-id"])
    if len(parts) == 1:
        yield from MESSAGE_ID_LINE.findall(parts[0].text)
