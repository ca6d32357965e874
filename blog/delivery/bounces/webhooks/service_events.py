"""Events of mail services as reports: what bounced for good, for now, or brought a complaint; all else is left out."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from blog.delivery.bounces.report_parser import COMPLAINTS, MAX_DIAGNOSTIC_LENGTH, BounceReport
from blog.delivery.smtp.status_codes import classify_failure, find_status
from blog.models import BounceKind
from blog.text.cleaning import clean_line

Event = Mapping[str, Any]
NO_FAILURES = frozenset({"AutoResponder", "Transient", "AddressChange", "Subscribe", "Unsubscribe"})
"""Types of Postmark's bounces that are answers of people and programs, or mean that it tries again."""


def make_report(
    service: str,
    recipient: str,
    event_id: str,
    words: str = "",
    *,
    is_permanent: bool | None,
    ids: list[str],
    status: str = "",
) -> BounceReport:
    """Return the report; *is_permanent* None means a complaint. Hard is what service and words both call so."""
    text = words[:MAX_DIAGNOSTIC_LENGTH]
    code = find_status(status, text)
    kind = BounceKind.COMPLAINT if is_permanent is None else BounceKind.SOFT
    if is_permanent:
        kind = classify_failure(code, text, recipient=recipient)
    digest = sha256(f"{service}:{event_id}:{recipient}:{kind}".encode("utf-8", "replace")).hexdigest()
    named = tuple(f"<{id.strip('<> ')}>" for id in ids if id)
    return BounceReport(kind, code, text, (recipient,), (), named, digest)


def part(event: Event, name: str) -> Event:
    """Return the object *name* of *event*, empty when there is none."""
    value = event.get(name)
    return value if isinstance(value, Mapping) else {}


def items(event: Event, name: str) -> list[Event]:
    """Return the objects of the list *name*."""
    value = event.get(name)
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def text(event: Event, name: str) -> str:
    """Return the value of *name* as one clean line, which a database can hold, empty when there is none."""
    value = event.get(name)
    return "" if value is None or isinstance(value, dict | list) else clean_line(str(value)[:2000])


def read_ses(event: Event) -> Iterator[BounceReport]:
    """Read a notification of Amazon SES, or an event of a configuration set.

    Feedback of another kind, such as not-spam, is no complaint.

    Source: Amazon SES, notification contents (bounceType, bouncedRecipients, complainedRecipients).
    """
    mail, bounce, complaint = part(event, "mail"), part(event, "bounce"), part(event, "complaint")
    ids = [text(mail, "messageId"), text(part(mail, "commonHeaders"), "messageId")]
    ids += [text(head, "value") for head in items(mail, "headers") if text(head, "name").casefold() == "message-id"]
    for one in items(bounce, "bouncedRecipients"):
        is_permanent = text(bounce, "bounceType") == "Permanent"
        status = text(one, "status") or ("5.1.1" if text(bounce, "bounceSubType") == "NoEmail" else "")
        words = text(one, "diagnosticCode").partition(";")[2].strip() or text(one, "diagnosticCode")
        key = text(bounce, "feedbackId") or ids[0]
        yield make_report(
            "ses", text(one, "emailAddress"), key, words, is_permanent=is_permanent, ids=ids, status=status
        )
    words = text(complaint, "complaintFeedbackType") or "complaint"
    for one in items(complaint, "complainedRecipients") if words in {"complaint", *COMPLAINTS} else ():
        key = text(complaint, "feedbackId") or ids[0]
        yield make_report("ses", text(one, "emailAddress"), key, words, is_permanent=None, ids=ids)


def read_sendgrid(event: Event) -> Iterator[BounceReport]:
    """Read one event of SendGrid: bounce (its type blocked is for now) or spamreport.

    Source: Twilio SendGrid, Event Webhook reference.
    """
    kind, ids = text(event, "event"), [text(event, "smtp-id"), text(event, "sg_message_id").partition(".")[0]]
    about = ("sendgrid", text(event, "email"), text(event, "sg_event_id") or ids[0])
    if kind == "bounce":
        is_permanent = text(event, "type") != "blocked"
        yield make_report(
            *about, text(event, "reason"), is_permanent=is_permanent, ids=ids, status=text(event, "status")
        )
    elif kind == "spamreport":
        yield make_report(*about, "spamreport", is_permanent=None, ids=ids)


def read_mailgun(event: Event) -> Iterator[BounceReport]:
    """Read the event-data of Mailgun: failed or complained.

    After a temporary failure it tries again, so that the message may still
    arrive; the last try is told as permanent, or with the reason "old".

    Source: Mailgun, events (event-data, severity, reason, delivery-status).
    """
    status, kind = part(event, "delivery-status"), text(event, "event")
    ids = [text(part(part(event, "message"), "headers"), "message-id")]
    about = ("mailgun", text(event, "recipient"), text(event, "id") or ids[0])
    words = " ".join(filter(None, (text(status, "code"), text(status, "message") or text(status, "description"))))
    is_permanent = text(event, "severity") == "permanent"
    if kind == "failed" and (is_permanent or text(event, "reason") == "old"):
        yield make_report(*about, words, is_permanent=is_permanent, ids=ids, status=text(status, "enhanced-code"))
    elif kind == "complained":
        yield make_report(*about, "complained", is_permanent=None, ids=ids)


def read_postmark(event: Event) -> Iterator[BounceReport]:
    """Read a bounce or complaint of Postmark; a delay or an automatic answer is none.

    Source: Postmark, bounce webhook and spam complaint webhook (RecordType, Type, Details).
    """
    ids, words = [text(event, "MessageID")], text(event, "Details") or text(event, "Description")
    about = ("postmark", text(event, "Email"), text(event, "ID") or ids[0])
    if "SpamComplaint" in {text(event, "RecordType"), text(event, "Type")}:
        yield make_report(*about, "SpamComplaint", is_permanent=None, ids=ids)
    elif text(event, "RecordType") == "Bounce" and text(event, "Type") not in NO_FAILURES:
        yield make_report(*about, words, is_permanent=text(event, "Type") in {"HardBounce", "BadEmailAddress"}, ids=ids)


def read_brevo(event: Event) -> Iterator[BounceReport]:
    """Read a transactional event of Brevo: hard_bounce, soft_bounce, invalid_email, spam or complaint.

    Source: Brevo, transactional webhooks.
    """
    kind, ids = text(event, "event").replace("-", "_"), [text(event, "message-id")]
    about = ("brevo", text(event, "email"), f"{ids[0]}:{text(event, 'ts_event') or text(event, 'ts')}")
    if kind in {"hard_bounce", "soft_bounce", "invalid_email"}:
        yield make_report(*about, text(event, "reason"), is_permanent=kind != "soft_bounce", ids=ids)
    elif kind in {"spam", "complaint"}:
        yield make_report(*about, kind, is_permanent=None, ids=ids)
