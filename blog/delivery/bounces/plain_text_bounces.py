"""Parse bounces in plain text, without a delivery status, by flufl.bounce and patterns of our own."""

import re
from email.message import Message

from flufl.bounce import all_failures

from blog.delivery.bounces.mime_parts import HeaderFields
from blog.delivery.smtp.status_codes import BASIC, find_status

MAX_TEXT_LENGTH = 20_000
"""Characters of a bounce that are searched; the returned message follows them."""
MAX_LINE_LENGTH = 200
"""Characters of a line that flufl.bounce gets: its patterns take quadratic time on a long one."""
KNOWN_PHRASES = re.compile(
    r"^hi\. this is the .{0,80}(?:qmail|deliver|mail)"
    r"|this message was created automatically by mail delivery software"
    r"|^this is the (?:mail system|postfix program) at"
    r"|the following addresses had permanent (?:fatal|delivery) errors"
    r"|did not reach the following recipient"
    r"|delivery (?:has failed to these recipients|to the following recipients? (?:has )?failed)"
    r"|(?:your )?message (?:could not|couldn.t|cannot) be delivered"
    r"|unable to deliver your message to the following",
    re.IGNORECASE | re.MULTILINE,
)
"""Own patterns, since most of flufl.bounce's do not match domains with a hyphen."""
RETURNED_MESSAGE = re.compile(
    r"^(?:-+ ?(?:below this line|this is a copy|original message|the following message|transcript of the message"
    r"|message header)|(?:received|return-path|message-id):[ \t<])",
    re.IGNORECASE | re.MULTILINE,
)
"""Start of the returned message, whose text is not the server's."""
MAIL_SYSTEMS = re.compile(
    r"mailer-daemon|postmaster|mail delivery|system administrator|microsoft exchange", re.IGNORECASE
)
WARNINGS = re.compile(r"warning|delayed|still being retried|will be retried|no action is required", re.IGNORECASE)
ADDRESS = re.compile(r"(?<![^\s<\"'(:;])[^\s<>\"',;:()\[\]]{1,200}@[A-Za-z0-9.-]{1,200}[A-Za-z0-9]")


def read_plain_text(head: HeaderFields, text: str) -> tuple[str, str, list[str]] | None:
    """Return status, diagnostic and failed addresses of a plain text bounce; None when it is none.

    It must come from a mail system, match a known pattern, not be a mere
    warning, and have a status code: words alone are too weak a proof.
    """
    if not MAIL_SYSTEMS.search(head["from"]) or WARNINGS.search(head["subject"]):
        return None
    text = cut_returned_message(text)
    diagnostic = find_diagnostic(text)
    addresses = find_failed(head, text) if diagnostic else None
    return None if addresses is None else (find_status(diagnostic, diagnostic), diagnostic, addresses)


def find_failed(head: HeaderFields, text: str) -> list[str] | None:
    """Return the failed addresses in *text*; None when it matches no pattern, or reports a delay."""
    temporary, permanent = all_failures(as_message(head, text))
    if permanent:
        return sorted(address.decode("ascii", "replace") for address in permanent)
    listed = ADDRESS.findall(head["x-failed-recipients"])  # The field of Exim.
    if temporary or not (listed or KNOWN_PHRASES.search(text)):
        return None
    return listed or ADDRESS.findall(text)


def as_message(head: HeaderFields, text: str) -> Message:
    """Return *text* as a message that flufl.bounce parses in bounded time: one ASCII part with short lines.

    flufl.bounce fails on a sender without an address, and takes any text
    between two commas for a failed address, so commas are replaced.
    """
    message = Message()
    message["From"] = next(iter(ADDRESS.findall(head["from"])), "mailer-daemon@invalid")
    message["X-Mailer"] = head["x-mailer"][:MAX_LINE_LENGTH]
    lines = (line[:MAX_LINE_LENGTH] for line in text.replace(",", ";").splitlines())
    message.set_payload("\n".join(lines).encode("ascii", "replace").decode())
    return message


def cut_returned_message(text: str) -> str:
    """Return the text of the server, without the returned message."""
    short = text[:MAX_TEXT_LENGTH]
    found = RETURNED_MESSAGE.search(short)
    return short[: found.start()] if found else short


def find_diagnostic(text: str) -> str:
    """Return the first paragraph with a status or reply code, from that line on; empty when there is none."""
    for paragraph in re.split(r"\n[ \t]*\n", text):
        lines = paragraph.splitlines()
        for number, line in enumerate(lines):
            if find_status(line, line) or BASIC.search(line):
                return " ".join(lines[number:])
    return ""
