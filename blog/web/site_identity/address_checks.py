"""Checks of addresses that are typed into settings: pages of this site or others, lists of sites, contacts."""

import re
import unicodedata

from flask_babel import gettext as _

from blog.config.value_checks import is_web_address
from blog.models.email_address import NotAnAddress, parse_address
from blog.text.cleaning import collapse_spaces

PATH = re.compile(r"/[^\s\\]*")
PHONE = re.compile(r"[+(]{0,2}[0-9][0-9 ()/.-]{3,30}")
DASHES = re.compile("[\u2010-\u2015\u2212]")


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
    if is_mail_address(text) or is_public_address(text, schemes=("https",)):
        return None
    return str(_("Enter an e-mail address, or the address of a page that begins with https://."))


def check_mail_address(text: str) -> str | None:
    """Judge an e-mail address that stands in the header of each mail (RFC 5322) or is published."""
    return None if is_mail_address(text) else str(_("Enter an e-mail address, such as desk@example.org."))


def is_mail_address(text: str) -> bool:
    """Return whether every mail server could carry a letter to *text*."""
    try:
        parse_address(text)
    except NotAnAddress:
        return False
    return True


def tidy_phone(text: str) -> str:
    """Return a telephone number with ASCII digits and signs, without tel: before it."""
    plain = DASHES.sub("-", unicodedata.normalize("NFKC", text)).removeprefix("tel:")
    shown = "".join(str(unicodedata.decimal(one, one)) for one in plain if unicodedata.category(one) != "Cf")
    return collapse_spaces(shown).strip()


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
    return f"mailto:{to_ascii(contact)}" if is_mail_address(contact) else contact


def to_ascii(mail: str) -> str:
    """Return an e-mail address as it stands in headers, an international domain in punycode; "" where none can be."""
    if is_mail_address(mail):
        return parse_address(mail).mail
    return mail if mail.isascii() else ""
