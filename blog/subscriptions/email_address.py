"""E-mail addresses as they are typed, made fit to send mail to."""

from dataclasses import dataclass

from email_validator import EmailNotValidError, EmailSyntaxError, validate_email

LONGEST = 254
"""Characters of an address on the wire (RFC 5321 4.5.3.1.3, less the angle brackets)."""


class NotAnAddress(Exception):
    """What was typed is not an e-mail address."""


class NeedsUnicodeMail(NotAnAddress):
    """The part before the @ is not ASCII, which many mail servers do not carry (RFC 6531)."""


@dataclass(frozen=True)
class Address:
    """One address."""

    mail: str
    """As mail carries it: ASCII, the domain in punycode where it has to be."""
    key: str
    """Case-folded: one person, one key."""


def parse_address(text: str) -> Address:
    """Return the address that *text* is, by its shape alone: nothing is asked of the network.

    Raises:
        NotAnAddress: it is none.
        NeedsUnicodeMail: it is one that mail to it may not reach.
    """
    if len(text) > LONGEST:
        raise NotAnAddress
    try:
        valid = validate_email(text, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError:
        raise (NeedsUnicodeMail if is_unicode_address(text) else NotAnAddress) from None
    mail = str(valid.ascii_email)
    return Address(mail=mail, key=mail.casefold())


def is_unicode_address(text: str) -> bool:
    """Return whether *text* would be an address if mail servers carried any script."""
    try:
        return validate_email(text, check_deliverability=False, allow_smtputf8=True).smtputf8
    except EmailSyntaxError:
        return False


def readable(mail: str) -> str:
    """Return the stored address *mail* as a person writes it: its domain in the script of its owner."""
    try:
        return validate_email(mail, check_deliverability=False, allow_smtputf8=False).normalized
    except EmailNotValidError:
        return mail
