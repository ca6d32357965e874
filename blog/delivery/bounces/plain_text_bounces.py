"""Bounces written for people only: qmail, Exim, sendmail, old Exchange, Postfix without its parts."""

import re

from blog.delivery.bounces.mime_parts import Fields
from blog.delivery.smtp.status_codes import BASIC, find_status

LONGEST_TEXT = 20_000
"""Characters that are looked at; the returned message follows."""
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

    It must come from a mail system, open as one of the known forms, not be a
    mere warning, and give a code: words alone prove too little.
    """
    told = cut(text)
    if not SENDERS.search(head["from"]) or not OPENINGS.search(told) or WARNINGS.search(head["subject"]):
        return None
    words = find_words(told)
    if not words:
        return None
    addresses = ADDRESS.findall(head["x-failed-recipients"]) or ADDRESS.findall(told)
    return find_status(words, words), words, addresses


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
