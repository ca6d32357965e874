"""Validation, normalisation and display of e-mail addresses."""

import re
import unicodedata
from dataclasses import dataclass

from email_validator import EmailNotValidError, EmailSyntaxError, validate_email

MAX_ADDRESS_LENGTH = 254
"""Characters of an address on the wire (RFC 5321 4.5.3.1.3, less the angle brackets)."""

PASTED = re.compile(r"^[^<>@]*<([^<>@]+@[^<>@]+)>[\s.,;]*$")
"""A name and an address as mail programs copy them."""
AROUND, BEHIND = ' <>()[]"„“”«»\u200b\u200e\u200f\u2060\ufeff', ".,;:!?"


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


def tidy_address(typed: str) -> str:
    """Return the address in what was *typed* or pasted, without what stands around it by custom or by a slip.

    That is a name with angle brackets, mailto:, spaces beside the @, signs of the sentence it stood in, full-width
    letters, and commas for the points of the domain. What is not understood stays as it is.
    """
    text = PASTED.sub(r"\1", unicodedata.normalize("NFKC", typed).strip())
    text = re.sub(r"\s*@\s*", "@", re.sub("^mailto:", "", text, flags=re.IGNORECASE).strip(AROUND).rstrip(BEHIND))
    local, at, domain = text.rpartition("@")
    if text.count("@") != 1 or any(map(str.isspace, text)):
        return typed
    return f"{local}{at}{re.sub('[.,。]+', '.', domain)}"


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
