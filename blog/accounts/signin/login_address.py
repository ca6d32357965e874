"""Login addresses: validation, and the normalised form by which an account is found."""

from email_validator import EmailNotValidError, validate_email

from blog.text.cleaning import clean_line

MAX_LOGIN_ADDRESS_LENGTH = 254
"""Characters.

Source: RFC 5321 4.5.3.1.3 (a path of 256 octets with its brackets).
"""


class InvalidLoginAddress(Exception):
    """No account can have this address; the text is the reason, in English."""


def normalise_address(text: str) -> str:
    """Return the address in ASCII, with an international domain in punycode.

    Raises:
        InvalidLoginAddress: it is no address, or one with a local part that not every relay carries.
    """
    try:
        found = validate_email(clean_line(text), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as reason:
        raise InvalidLoginAddress(str(reason)) from None
    return str(found.ascii_email)


def address_key(text: str | None) -> str:
    """Return the form under which an account is stored; case, spaces and spelling of the domain do not matter."""
    line = clean_line(text)[:MAX_LOGIN_ADDRESS_LENGTH]
    try:
        return normalise_address(line).casefold()
    except InvalidLoginAddress:
        return line.casefold()
