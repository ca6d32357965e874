"""Links whose words are their address: telephone, mail and web addresses that change together with their words."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from urllib.parse import unquote

from blog.text.markdown.as_written.content_inspection import Link, inspect_content

PHONE = re.compile(r"\+?[\d\s()/.\u2010-\u2015-]{3,40}")
MAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().]{2,}")
WEB = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#][^\s<>()]*)?", re.IGNORECASE)
TRUNK = re.compile(r"\(0\)")
"""The zero of calls within a country, in +49 (0)30 123."""
MIN_DIGITS = 3


class AddressNotFollowed(Exception):
    """The words of a link were its address and are none any more, or the address cannot be told from them."""


def follow_addresses(before: str, after: str) -> str:
    """Return the Markdown *after*, in which words of *before* changed, with the addresses that they were changed, too.

    Raises:
        AddressNotFollowed: a link would lead to an address that its words no longer are.
    """
    for old, new in changed_links(before, after):
        if is_address(old):
            after = replace_address(after, new, follow(old, new.words))
    return after


def changed_links(before: str, after: str) -> Iterator[tuple[Link, Link]]:
    """Yield the links whose words changed and whose address did not, as they were and as they are."""
    old, new = inspect_content(before).links, inspect_content(after).links
    addresses = [link.address for link in old], [link.address for link in new]
    for block in SequenceMatcher(None, *addresses, autojunk=False).get_matching_blocks():
        pairs = zip(old[block.a : block.a + block.size], new[block.b : block.b + block.size], strict=True)
        yield from ((was, now) for was, now in pairs if was.words != now.words)


def is_address(link: Link) -> bool:
    """Return whether the words of *link* repeat its address."""
    scheme, _, target = link.address.partition(":")
    words = link.words.strip()
    match scheme.lower():
        case "tel" | "sms":
            return PHONE.fullmatch(words) is not None and shared_digits(words, target) >= MIN_DIGITS
        case "mailto":
            return words.casefold() == unquote(target.partition("?")[0]).casefold()
        case "http" | "https":
            return bare(words) == bare(unquote(link.address))
    return False


def shared_digits(words: str, target: str) -> int:
    """Return how many digits of a telephone number the *words* hold, if they are its end; else 0."""
    digits, national = digits_of(words), digits_of(words).lstrip("0")
    is_end = digits_of(target).endswith(digits) or (national and digits_of(target).endswith(national))
    return len(national) if is_end else 0


def digits_of(number: str) -> str:
    """Return the digits of a telephone *number* as they are dialled from abroad."""
    return re.sub(r"\D", "", TRUNK.sub("", number))


def bare(address: str) -> str:
    """Return a web *address* without its scheme, "www." and last slash."""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address.strip().casefold()).rstrip("/")


def follow(old: Link, words: str) -> str:
    """Return the address that the new *words* are, written as that of *old* was.

    Raises:
        AddressNotFollowed: they are none.
    """
    scheme, _, target = old.address.partition(":")
    words = words.strip()
    match scheme.lower():
        case "tel" | "sms" if PHONE.fullmatch(words) and len(digits_of(words)) >= MIN_DIGITS:
            return f"{scheme}:{dial(old.words, target, words)}"
        case "mailto" if MAIL.fullmatch(words):
            query = target.partition("?")
            return f"{scheme}:{words}{query[1]}{query[2]}"
        case "http" | "https" if WEB.fullmatch(words):
            return words if "://" in words else f"{scheme}://{words}"
    raise AddressNotFollowed(old.address)


def dial(old_words: str, target: str, words: str) -> str:
    """Return the number of *words* as *target* writes that of *old_words*: with the same code of the country."""
    digits = digits_of(words)
    if words.startswith("+"):
        return f"+{digits}"
    if digits_of(target) == digits_of(old_words):
        return digits
    national = digits_of(old_words).lstrip("0")
    return f"{'+' * target.startswith('+')}{digits_of(target).removesuffix(national)}{digits.lstrip('0')}"


def replace_address(text: str, link: Link, address: str) -> str:
    """Return *text* with the *address* of one *link* changed, and of no other.

    Raises:
        AddressNotFollowed: it stands nowhere in the text by itself.
    """
    links = inspect_content(text).links
    wanted = [Link(address, one.words) if one == link else one for one in links]
    for written in dict.fromkeys((link.address, unquote(link.address))):
        for match in re.finditer(rf"(?:\]\(\s*<?|\]:\s*<?){re.escape(written)}", text):
            changed = f"{text[: match.end() - len(written)]}{address}{text[match.end() :]}"
            if [bare_link(one) for one in inspect_content(changed).links] == [bare_link(one) for one in wanted]:
                return changed
    raise AddressNotFollowed(link.address)


def bare_link(link: Link) -> tuple[str, str]:
    """Return what tells *link* from others, however its address is encoded."""
    return unquote(link.address), link.words
