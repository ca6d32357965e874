"""Validation, normalisation and display of e-mail addresses."""

from dataclasses import dataclass

from email_validator import EmailNotValidError, EmailSyntaxError, validate_email

MAX_ADDRESS_LENGTH = 254
"""Characters of an address on the wire (RFC 5321 4.5.3.1.3, less the angle brackets)."""


class NotAnAddress(Exception):
    """What was typed is not an e-mail address."""


class NeedsUnicodeMail(NotAnAddress):
    """The part before the @ is not ASCII, which many mail servers do not carry (RFC 6531)."""


@dataclass(frozen=True)
class EmailAddress:
    """A valid e-mail address."""

    mail: str
    """ASCII, an international domain in punycode."""
    key: str
    """Case-folded, by which a subscriber is unique."""


def parse_address(text: str) -> EmailAddress:
    """Return *text* as an address; only its syntax is checked, without network.

    Raises:
        NotAnAddress: it is no address.
        NeedsUnicodeMail: its local part is not ASCII.
    """
    if len(text) > MAX_ADDRESS_LENGTH:
        raise NotAnAddress
    try:
        valid = validate_email(text, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError:
        raise (NeedsUnicodeMail if is_unicode_address(text) else NotAnAddress) from None
    mail = str(valid.ascii_email)
    return EmailAddress(mail=mail, key=mail.casefold())


def is_unicode_address(text: str) -> bool:
    """Return whether *text* would be an address if mail servers carried any script."""
    try:
        return validate_email(text, check_deliverability=False, allow_smtputf8=True).smtputf8
    except EmailSyntaxError:
        return False


def display_address(mail: str) -> str:
    """Return the stored address *mail* for display, with its domain in Unicode."""
    try:
        return validate_email(mail, check_deliverability=False, allow_smtputf8=False).normalized
    except EmailNotValidError:
        return mail
