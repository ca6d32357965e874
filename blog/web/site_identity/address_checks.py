"""Checks of addresses that are typed into settings: pages of this site or others, lists of sites, contacts."""

import re

from flask_babel import gettext as _

from blog.config.value_checks import ADDRESS, is_web_address

PATH = re.compile(r"/[^\s\\]*")
PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{3,30}")


def check_page_address(text: str) -> str | None:
    """Judge the address of a page of this site, such as /ethics, or of another one."""
    is_path = PATH.fullmatch(text) and not text.startswith("//")
    if is_path or is_public_address(text):
        return None
    return str(_("Enter a page of this site, such as /ethics, or an address that begins with https://."))


def check_site_list(text: str) -> str | None:
    """Judge a list of addresses, one on each line."""
    wrong = next((line for line in split_lines(text) if not is_public_address(line)), None)
    if wrong is None:
        return None
    return str(_("“%(line)s” is no address such as https://example.org. Write one on each line.", line=wrong[:80]))


def check_contact(text: str) -> str | None:
    """Judge an e-mail address, or the https address of a page (RFC 9116 2.5.3)."""
    if ADDRESS.fullmatch(text) or is_public_address(text, schemes=("https",)):
        return None
    return str(_("Enter an e-mail address, or the address of a page that begins with https://."))


def check_phone(text: str) -> str | None:
    """Judge a telephone number."""
    return None if PHONE.fullmatch(text) else str(_("Enter a telephone number, such as +41 44 123 45 67."))


def is_public_address(text: str, *, schemes: tuple[str, ...] = ("https", "http")) -> bool:
    """Return whether *text* is a whole web address without spaces, in one of *schemes*."""
    return is_web_address(text) and text.partition(":")[0] in schemes and not re.search(r"[\s\\\"<>]", text)


def split_lines(text: str) -> list[str]:
    """Return the lines of *text* that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def to_uri(contact: str) -> str:
    """Return *contact* as an address: an e-mail address with mailto: before it."""
    return f"mailto:{contact}" if ADDRESS.fullmatch(contact) else contact
