"""Classifies delivery failures as hard or soft, by basic code, enhanced status code and text."""

import re
from collections.abc import Set

from blog.delivery.smtp.failure_rules import find_rule
from blog.delivery.smtp.failure_words import normalise
from blog.models import BounceKind

ENHANCED = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
BASIC = re.compile(r"(?<![\w.])([45]\d\d)(?![\w.])")
AFTER_BASIC = re.compile(r"(?<![\d.])[45]\d\d[ -]{1,3}#?([45]\.\d{1,3}\.\d{1,3})(?![\d.])")


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


def classify_failure(
    status: str, words: str, *, recipient: str = "", own_domains: Set[str] = frozenset()
) -> BounceKind:
    """Return whether a failure with the enhanced code *status* and the server's *words* is for good.

    Hard is only what concerns the reader's address itself: words about the sender, its network, account or reputation
    outweigh every code. *recipient* is the reader's address; names at *own_domains* are those of the sender.

    Source: failure_rules.RULES.
    """
    text = normalise(words, recipient, own_domains)
    basic = BASIC.search(ENHANCED.sub(" ", text))
    return find_rule(status, basic[1] if basic else "", text).kind
