"""Parse reports: delivery status notifications, feedback reports (complaints) and plain text bounces."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from blog.delivery.bounces.mime_parts import ADDRESS, HeaderFields, MimePart, split_message
from blog.delivery.bounces.plain_text_bounces import cut_returned_message, find_reason, read_plain_text
from blog.delivery.smtp.status_codes import classify_failure, find_status
from blog.models import BounceKind
from blog.text.cleaning import clean_line

MAX_DIAGNOSTIC_LENGTH = 1000
MAX_ADDRESSES = 20
MESSAGE_ID = re.compile(r"<[^\s<>]{1,250}>")
MESSAGE_ID_LINE = re.compile(
    r"^[> \t]{0,8}Message-ID:[ \t]*(?:\n[ \t]+)?(<[^\s<>]{1,250}>)", re.IGNORECASE | re.MULTILINE
)
ENVELOPE_SENDER_FIELDS = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to")
"""Fields in which a mail server names the recipient of the report, which is our own envelope sender."""
RETURNED_TYPES = frozenset({"message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global"})
JUNK_REPORTER = re.compile(r"@(?:[a-z0-9-]+\.)?(?:hotmail|outlook|live|msn|microsoft)\.com", re.IGNORECASE)
JUNK_SUBJECT = re.compile(r"^complaint about message from", re.IGNORECASE)
TEXT_TYPES = frozenset({"text/plain", "message/delivery-status"})
"""Parts in which some systems quote the header of the returned message."""
MAX_TEXT_LENGTH = 50_000
COMPLAINTS = frozenset({"abuse", "fraud", "opt-out", "opt-out-list", "miscategorized", "other", "virus"})
"""Types of feedback that mean "send no more"; not-spam means the opposite, and auth-failure nothing."""


@dataclass(frozen=True)
class BounceReport:
    """Contents of one report, which anyone may have forged."""

    kind: BounceKind
    status: str
    """Enhanced status code such as 5.1.1, empty when none was given."""
    diagnostic: str
    """The server's diagnostic text, one line."""
    recipients: tuple[str, ...]
    """The addresses that the report is about."""
    envelope_senders: tuple[str, ...]
    """Addresses that may be the envelope sender of our message."""
    message_ids: tuple[str, ...]
    """Message-IDs of the returned message."""
    digest: str
    """SHA-256 of the whole report."""


def read_report(data: bytes) -> BounceReport | None:
    """Return the report in *data*, an untrusted message; None when it reports neither a failure nor a complaint.

    Delays, receipts, replies and vacation notices are no reports. Never raises
    and takes bounded time, whatever *data* contains.

    Source: RFC 3464 2 (delivery status), RFC 5965 3 (feedback), RFC 3463 (codes).
    """
    parts = split_message(data)
    found = read_feedback(parts) or read_status(parts) or read_plain_text_bounce(parts)
    if found is None:
        return None
    kind, status, diagnostic, recipients = found
    return BounceReport(
        kind=kind,
        status=status,
        diagnostic=clean_line(diagnostic)[:MAX_DIAGNOSTIC_LENGTH],
        recipients=tuple(recipients)[:MAX_ADDRESSES],
        envelope_senders=tuple(find_envelope_senders(parts))[:MAX_ADDRESSES],
        message_ids=tuple(find_message_ids(parts))[:MAX_ADDRESSES],
        digest=sha256(data).hexdigest(),
    )


def read_feedback(parts: Sequence[MimePart]) -> tuple[BounceKind, str, str, list[str]] | None:
    """Return the complaint of a feedback report in *parts*."""
    found = next((part for part in parts if part.fields.content_type == "message/feedback-report"), None)
    if found is None:
        return read_junk_report(parts)
    fields = HeaderFields(found.text)
    kind = fields["feedback-type"].casefold()
    if kind not in COMPLAINTS:
        return None
    names = ("original-rcpt-to", "removal-recipient", "final-recipient")
    about = [address for name in names for value in fields.all(name) for address in ADDRESS.findall(value)]
    diagnostic = f"Feedback-Type: {kind}; {fields['user-agent']}".rstrip("; ")
    return BounceKind.COMPLAINT, "", diagnostic, [*about, *find_returned_recipients(parts)]


def read_junk_report(parts: Sequence[MimePart]) -> tuple[BounceKind, str, str, list[str]] | None:
    """Return the complaint of a junk report of Microsoft, which is no feedback report but the message in an envelope.

    Source: Microsoft, Junk Mail Reporting Program (Smart Network Data Services).
    """
    head = parts[0].fields
    returned = list(find_returned_headers(parts))
    named = [address for fields in returned for address in ADDRESS.findall(fields["x-hmxmroriginalrecipient"])]
    is_junk = JUNK_REPORTER.search(head["from"]) and (named or JUNK_SUBJECT.search(head["subject"]))
    if not (is_junk and returned):
        return None
    return BounceKind.COMPLAINT, "", "Junk report of Microsoft", [*named, *find_returned_recipients(parts)]


def read_status(parts: Sequence[MimePart]) -> tuple[BounceKind, str, str, list[str]] | None:
    """Return the first failure of a delivery status notification in *parts*."""
    for part in parts:
        if part.fields.content_type in {"message/delivery-status", "message/global-delivery-status"}:
            for block in re.split(r"\n[ \t]*\n", part.text.strip()):
                fields = HeaderFields(block)
                if fields["action"].partition("(")[0].strip().casefold() == "failed":
                    return read_failure(fields, parts)
    return None


def read_failure(fields: HeaderFields, parts: Sequence[MimePart]) -> tuple[BounceKind, str, str, list[str]]:
    """Return the failure of one recipient; without a diagnostic code the words for people are the diagnostic."""
    names = ("original-recipient", "final-recipient", "x-actual-recipient")
    about = [address for name in names for address in ADDRESS.findall(fields[name])]
    diagnostic = fields["diagnostic-code"]
    diagnostic = diagnostic.partition(";")[2].strip() or diagnostic or read_reason(parts, about) or fields["status"]
    status = find_status(fields["status"], diagnostic)
    return judge(parts, status, diagnostic, about)


def read_reason(parts: Sequence[MimePart], about: Sequence[str]) -> str:
    """Return what the part for people says of the first address in *about* that it names: Exim says it only there."""
    texts = (cut_returned_message(part.text) for part in parts if part.fields.content_type == "text/plain")
    named = (text for text in texts if any(address in text for address in about))
    return next((find_reason(text, about) for text in named), "")


def judge(
    parts: Sequence[MimePart], status: str, diagnostic: str, about: Sequence[str]
) -> tuple[BounceKind, str, str, list[str]]:
    """Return the failure with its verdict, and the addresses that it may be about."""
    recipients = [*about, *find_returned_recipients(parts)]
    senders = [*parts[0].fields.all("to"), *(head["from"] for head in find_returned_headers(parts))]
    own = {address.rpartition("@")[2].casefold() for value in senders for address in ADDRESS.findall(value)}
    others = [address for address in recipients if address.rpartition("@")[2].casefold() not in own]
    kind = classify_failure(status, diagnostic, recipient=next(iter(others or recipients), ""), own_domains=own)
    return kind, status, diagnostic, recipients


def read_plain_text_bounce(parts: Sequence[MimePart]) -> tuple[BounceKind, str, str, list[str]] | None:
    """Return the failure of a plain text bounce in *parts*."""
    if any(part.fields.content_type == "message/delivery-status" for part in parts):
        return None  # It reports a delay or a receipt in a standard form.
    text = next((part for part in parts if part.fields.content_type == "text/plain"), parts[0])
    found = read_plain_text(parts[0].fields, text.text)
    return judge(parts, *found) if found else None


def find_returned_recipients(parts: Sequence[MimePart]) -> list[str]:
    """Return the addresses in To of the returned message."""
    return [address for head in find_returned_headers(parts) for address in ADDRESS.findall(head["to"])]


def find_returned_headers(parts: Sequence[MimePart]) -> Iterator[HeaderFields]:
    """Return the header fields of each returned message."""
    for part in parts[1:]:
        if part.fields.content_type in RETURNED_TYPES:
            yield HeaderFields(part.text.partition("\n\n")[0])


def find_envelope_senders(parts: Sequence[MimePart]) -> Iterator[str]:
    """Return each address that may be the envelope sender of our message."""
    for name in ENVELOPE_SENDER_FIELDS:
        for value in parts[0].fields.all(name):
            yield from ADDRESS.findall(value)
    for part in parts:
        if part.fields.content_type == "message/feedback-report":
            yield from ADDRESS.findall(HeaderFields(part.text)["original-mail-from"])
    for head in find_returned_headers(parts):
        yield from ADDRESS.findall(head["return-path"])


def find_message_ids(parts: Sequence[MimePart]) -> Iterator[str]:
    """Return each Message-ID that the returned message may have; that of the report itself is none."""
    for head in find_returned_headers(parts):
        yield from MESSAGE_ID.findall(head["message-id"])
    for name in ("in-reply-to", "references", "x-original-message-id"):
        yield from MESSAGE_ID.findall(parts[0].fields[name])
    for part in parts:
        if part.fields.content_type in TEXT_TYPES:
            yield from MESSAGE_ID_LINE.findall(part.text[:MAX_TEXT_LENGTH])
