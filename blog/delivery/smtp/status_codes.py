"""Classifies delivery failures as hard or soft, by basic code, enhanced status code and text."""

import re

from blog.models import BounceKind

ENHANCED = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
BASIC = re.compile(r"(?<![\d.])([45]\d\d)(?![\d.])")
AFTER_BASIC = re.compile(r"(?<![\d.])[45]\d\d[ -]{1,3}#?([45]\.\d{1,3}\.\d{1,3})(?![\d.])")

HARD_STATUSES = frozenset({"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
"""The address, its domain or its mailbox is no more (RFC 3463 3.2 and 3.3, RFC 7505 for 5.1.10).

Not 5.1.7 and 5.1.8, which are about our own address, nor 5.2.2, a full mailbox.
"""
UNSPECIFIC_STATUSES = frozenset({"", "5.0.0", "5.3.0", "5.4.0", "5.5.0", "5.4.1"})
"""Codes that only say "refused"; 5.4.1 is what Exchange Online says of an unknown address."""
ADDRESS_CODES = frozenset({"550", "551", "553", "521", "556"})
"""Basic codes that may be about the address (RFC 5321 4.2.3, RFC 7504)."""
UNKNOWN_RECIPIENT = re.compile(
    r"unknown (?:user|address|recipient|mailbox)"
    r"|(?:user|recipient|mailbox|address|account|addressee)[^\n]{0,60}?"
    r"(?:unknown|not found|does(?:n.t| not) exist|not exist|no longer|disabled|inactive|unavailable|invalid)"
    r"|no such (?:user|mailbox|recipient|address|person|account|domain)"
    r"|no mailbox (?:here )?by that name"
    r"|(?:invalid|bad|unrouteable|nonexistent|non-existent) (?:recipient|address|mailbox|user|destination)"
    r"|unrouteable|recipient address rejected: access denied",
    re.IGNORECASE,
)
POLICY_REFUSAL = re.compile(
    r"spam|block(?:ed|list)|black ?list|polic(?:y|ies)|reputation|dmarc|dkim|\bspf\b|junk|bulk|virus|content|rate limit"
    r"|too many|quota|over ?quota|full|greylist|authenticat",
    re.IGNORECASE,
)


def find_status(status: str, words: str) -> str:
    """Return the most specific enhanced status code, empty when there is none.

    The remote server's own code, right behind its basic code, counts before
    the one that the reporting server chose.
    """
    own = AFTER_BASIC.search(words)
    given = ENHANCED.search(status)
    code = own[1] if own else ""
    if given and code[:1] not in {"", given[1][0]}:
        return given[1]
    return code or (given[1] if given else "")


def classify_failure(status: str, words: str) -> BounceKind:
    """Return whether a failure with the enhanced code *status* and the server's *words* is for good.

    Hard is only what concerns the address itself. Refusals of our content, our
    address or our reputation (5.6, 5.7) and all that is temporary are soft:
    they must not cost a reader the subscription at once.

    Source: RFC 3463 3.1-3.8, RFC 5321 4.2.
    """
    if status in HARD_STATUSES:
        return BounceKind.HARD
    if status not in UNSPECIFIC_STATUSES:
        return BounceKind.SOFT
    basic = BASIC.search(ENHANCED.sub(" ", words))
    is_address = basic is not None and basic[1] in ADDRESS_CODES
    is_gone = UNKNOWN_RECIPIENT.search(words) is not None and POLICY_REFUSAL.search(words) is None
    return BounceKind.HARD if is_address and is_gone else BounceKind.SOFT
