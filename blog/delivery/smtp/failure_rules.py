"""The table of delivery failures: code and words together say whether an address is gone; the first rule decides."""

import re
from dataclasses import dataclass

from blog.delivery.smtp import failure_languages as languages
from blog.delivery.smtp import failure_words as words
from blog.models import BounceKind

HARD, SOFT = BounceKind.HARD, BounceKind.SOFT

RFC_3463 = "RFC 3463"
RFC_5321 = "RFC 5321 4.2.3"
IANA = "IANA registry of SMTP enhanced status codes"
EXCHANGE = "Microsoft: non-delivery reports of Exchange Online"

ANY = r".*"
UNSPECIFIC = r"(?:|5\.0\.[01]|5\.3\.0|5\.4\.[01]|5\.5\.[014]|5\.1\.0)"
"""Codes that say no more than "refused", or none."""
ABOUT_ADDRESSES = r"(?:|501|521|55[013456])"
"""Basic codes that may be about an address, or none; not 552 (storage), nor those of commands and login."""


@dataclass(frozen=True)
class FailureRule:
    """One case: a failure that it fits is of its *kind*."""

    status: str
    """Pattern of the whole enhanced status code."""
    basic: str
    """Pattern of the whole basic code."""
    about: re.Pattern[str] | None
    """What the words are about; None fits any words."""
    kind: BounceKind
    source: str

    def fits(self, status: str, basic: str, text: str) -> bool:
        """Return whether a failure with these codes, each empty when missing, and the normalised *text* is a case."""
        return bool(
            re.fullmatch(self.status, status)
            and re.fullmatch(self.basic, basic)
            and (self.about is None or self.about.search(text))
        )


RULES = (
    FailureRule(r"4\..*", ANY, None, SOFT, f"{RFC_3463} 2: class 4 is a persistent transient failure"),
    FailureRule(ANY, r"4\d\d", None, SOFT, "RFC 5321 4.2.1: 4yz is a transient negative completion"),
    FailureRule(r"5\.7\..*", ANY, None, SOFT, f"{RFC_3463} 3.8: security and policy"),
    FailureRule(r"5\.1\.(?:[789]|20|90)", ANY, None, SOFT, f"{IANA}; {EXCHANGE}: the sender's address and limits"),
    # Of whom the words speak counts before what the code says: servers choose codes carelessly.
    FailureRule(ANY, ANY, words.SENDER, SOFT, f"{RFC_3463} 3.2: X.1.7 and X.1.8 are about the sender"),
    FailureRule(ANY, ANY, words.RELAY_ACCOUNT, SOFT, "RFC 4954 6: the login of the sender"),
    FailureRule(ANY, ANY, words.AUTHENTICATION, SOFT, "RFC 7208 8.4, RFC 7489 10.3: SPF, DKIM and DMARC"),
    FailureRule(ANY, ANY, words.VERIFICATION, SOFT, "Exim: verify = sender; Postfix: ADDRESS_VERIFICATION_README"),
    FailureRule(r"(?:|5\.[02]\..*)", ANY, words.INACTIVE, HARD, f"{RFC_3463} 3.3: X.2.1, mailbox disabled"),
    FailureRule(ANY, ANY, words.BLOCK_LIST, SOFT, "RFC 5782: block lists in DNS"),
    FailureRule(ANY, ANY, words.NETWORK, SOFT, f"{RFC_3463} 3.5: X.4.x, network and routing"),
    FailureRule(ANY, ANY, words.SERVER, SOFT, f"{RFC_3463} 3.4 and 3.5: X.3.x and X.4.x, systems and routing"),
    FailureRule(ANY, ANY, words.MESSAGE, SOFT, f"{RFC_3463} 3.7: X.6.x, the message and its fields"),
    FailureRule(ANY, ANY, words.POLICY, SOFT, f"{RFC_5321}: 550 may be policy"),
    FailureRule(ANY, ANY, words.MAILBOX_FULL, SOFT, f"{RFC_3463} 3.3: X.2.2, mailbox full"),
    FailureRule(ANY, ANY, words.RATE, SOFT, f"{IANA}: X.2.1 with 450, X.4.5; rates and hours"),
    FailureRule(ANY, ANY, words.STRANGER_GONE, SOFT, f"{RFC_3463} 3.5: X.4.4, routing of the relay"),
    FailureRule(ANY, ANY, languages.NOT_THE_READER, SOFT, "the rules above, in other languages"),
    # Codes that name the recipient and nothing else.
    FailureRule(r"5\.1\.[126]", ANY, None, HARD, f"{RFC_3463} 3.2: no such mailbox or host, or moved away"),
    FailureRule(r"5\.1\.10", ANY, None, HARD, f"RFC 7505 4.2; {EXCHANGE}: recipient not found"),
    FailureRule(r"5\.1\.35[01]", ANY, None, HARD, f"{EXCHANGE}: the remote server names an unknown recipient"),
    FailureRule(r"5\.4\.310", ANY, None, HARD, f"{EXCHANGE}: the domain does not exist"),
    # Codes that need words about the recipient.
    FailureRule(r"5\.4\.1", ANY, words.ACCESS_DENIED, HARD, f"{EXCHANGE}: directory-based edge blocking"),
    FailureRule(r"5\.[12]\.[0-5]", ANY, words.RECIPIENT_GONE, HARD, f"{RFC_3463} 3.2 and 3.3"),
    FailureRule(r"5\.[12]\.[0-5]", ANY, languages.GONE, HARD, f"{RFC_3463} 3.2 and 3.3"),
    FailureRule(r"5\.2\.1", ANY, words.MAILBOX_DISABLED, HARD, f"{RFC_3463} 3.3: X.2.1, mailbox disabled"),
    FailureRule(UNSPECIFIC, ABOUT_ADDRESSES, words.RECIPIENT_GONE, HARD, f"{RFC_5321}: 550, 551, 553; Yahoo: 554"),
    FailureRule(UNSPECIFIC, ABOUT_ADDRESSES, words.READER_DISABLED, HARD, "Gmail and Yahoo: disabled accounts"),
    FailureRule(UNSPECIFIC, ABOUT_ADDRESSES, languages.GONE, HARD, f"{RFC_5321}: 550, 551, 553"),
    FailureRule(rf"5\.4\.[46]|5\.1\.3|{UNSPECIFIC}", ANY, words.DOMAIN_GONE, HARD, f"{RFC_3463} 3.5: X.4.4; RFC 7505"),
    FailureRule(rf"5\.4\.[46]|5\.1\.3|{UNSPECIFIC}", ANY, languages.DOMAIN_GONE, HARD, f"{RFC_3463} 3.5: X.4.4"),
    FailureRule(ANY, ANY, None, SOFT, f"{RFC_3463} 3: what is left is about message, system or protocol"),
)


def find_rule(status: str, basic: str, text: str) -> FailureRule:
    """Return the first rule that fits; the last one fits everything."""
    return next(rule for rule in RULES if rule.fits(status, basic, text))
