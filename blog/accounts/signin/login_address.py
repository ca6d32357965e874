"""The mail address of an account: how it is checked, and how it is found again however it is typed."""

from email_validator import EmailNotValidError, validate_email

from blog.text.cleaning import clean_line

LONGEST = 254
"""Characters.

Source: RFC 5321 4.5.3.1.3 (a path of 256 octets with its brackets).
"""


class AddressRefused(Exception):
    """No account can have what was typed as mail address; the text is the reason, in English."""


def read_address(text: str) -> str:
    """Return *text* as mail carries it: in ASCII, the domain in punycode where it has to be.

    Raises:
        AddressRefused: it is no address, or one that not every relay carries.
    """
    try:
        found = validate_email(clean_line(text), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as reason:
        raise AddressRefused(str(reason)) from None
    return str(found.ascii_email)


def address_key(text: str | None) -> str:
    """Return the form under which an account is kept: the same for every case, space and spelling of its domain."""
    line = clean_line(text)[:LONGEST]
    try:
        return read_address(line).casefold()
    except AddressRefused:
        return line.casefold()
