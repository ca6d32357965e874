"""Bounces written for people only, without a delivery status: flufl.bounce and we know their forms."""

import re
from email.message import Message

from flufl.bounce import all_failures

from blog.delivery.bounces.mime_parts import Fields
from blog.delivery.smtp.status_codes import BASIC, find_status

LONGEST_TEXT = 20_000
"""Characters that are looked at; the returned message follows."""
LONGEST_LINE = 200
"""Characters of a line that flufl.bounce gets: its patterns take quadratic time on a long one."""
OPENINGS = re.compile(
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
"""Forms that we know ourselves, since flufl.bounce takes no domain with a hyphen in most of those that it knows."""
RETURNED = re.compile(
    r"^(?:-+ ?(?:below this line|this is a copy|original message|the following message|transcript of the message"
    r"|message header)|(?:received|return-path|message-id):[ \t<])",
    re.IGNORECASE | re.MULTILINE,
)
"""Where the returned message begins: what it says is ours, not the server's."""
SENDERS = re.compile(r"mailer-daemon|postmaster|mail delivery|system administrator|microsoft exchange", re.IGNORECASE)
WARNINGS = re.compile(r"warning|delayed|still being retried|will be retried|no action is required", re.IGNORECASE)
ADDRESS = re.compile(r"(?<![^\s<\"'(:;])[^\s<>\"',;:()\[\]]{1,200}@[A-Za-z0-9.-]{1,200}[A-Za-z0-9]")


def read_plain(head: Fields, text: str) -> tuple[str, str, list[str]] | None:
    """Return status, words and failed addresses of a bounce in words; None when it is none, or names no code.

    It must come from a mail system, have one of the known forms, not be a
    mere warning, and give a code: words alone prove too little.
    """
    if not SENDERS.search(head["from"]) or WARNINGS.search(head["subject"]):
        return None
    told = cut(text)
    words = find_words(told)
    addresses = find_failed(head, told) if words else None
    return None if addresses is None else (find_status(words, words), words, addresses)


def find_failed(head: Fields, told: str) -> list[str] | None:
    """Return the failed addresses in *told*; None when it has no known form, or tells of a delay."""
    temporary, permanent = all_failures(as_message(head, told))
    if permanent:
        return sorted(address.decode("ascii", "replace") for address in permanent)
    listed = ADDRESS.findall(head["x-failed-recipients"])  # The field of Exim.
    if temporary or not (listed or OPENINGS.search(told)):
        return None
    return listed or ADDRESS.findall(told)


def as_message(head: Fields, told: str) -> Message:
    """Return *told* as flufl.bounce can read it in bounded time: one ASCII text with short lines, and no parts.

    It fails on a sender without an address, and takes whatever stands between
    two commas for a failed address, so there are no commas in it.
    """
    message = Message()
    message["From"] = next(iter(ADDRESS.findall(head["from"])), "mailer-daemon@invalid")
    message["X-Mailer"] = head["x-mailer"][:LONGEST_LINE]
    lines = (line[:LONGEST_LINE] for line in told.replace(",", ";").splitlines())
    message.set_payload("\n".join(lines).encode("ascii", "replace").decode())
    return message


def cut(text: str) -> str:
    """Return what the server wrote, without the message that it returns."""
    short = text[:LONGEST_TEXT]
    found = RETURNED.search(short)
    return short[: found.start()] if found else short


def find_words(told: str) -> str:
    """Return the first paragraph with a code that counts for a failure, from that line on; empty when none does."""
    for paragraph in re.split(r"\n[ \t]*\n", told):
        lines = paragraph.splitlines()
        for number, line in enumerate(lines):
            if find_status(line, line) or BASIC.search(line):
                return " ".join(lines[number:])
    return ""
