"""Suggestions for mistyped domains of the large mail providers: offered to the reader, never applied unasked."""

MAIL_DOMAINS = (
    "gmail.com", "googlemail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "protonmail.com",
    "comcast.net", "verizon.net", "btinternet.com", "aol.com", "live.com", "msn.com", "gmx.com", "gmx.net", "gmx.de",
    "web.de", "t-online.de", "freenet.de", "yahoo.co.uk", "hotmail.co.uk", "yahoo.de", "hotmail.de", "outlook.de",
    "yahoo.fr", "hotmail.fr", "orange.fr", "wanadoo.fr", "libero.it", "yahoo.it", "hotmail.it", "yahoo.es",
    "hotmail.es", "yahoo.in", "yandex.ru", "bluewin.ch",
)  # fmt: skip
"""Suggested for a domain that is nearly one of them, the most usual first."""
SIMILAR_DOMAINS = frozenset({"mail.com", "email.com", "ymail.com", "rocketmail.com", "hotmail.co", "gmx.at", "gmx.ch"})
"""Providers whose domain is nearly another one's."""
MISTYPED_ENDINGS = {
    "com": ("con", "cmo", "ocm", "comm", "cim", "vom", "xom", "cpm", "cm", "om", "co", "c"),
    "net": ("nte", "ent", "nett", "met", "ne"),
}
MIN_FUZZY_LENGTH = 9
"""Characters of a domain in which one slip is told from another short name."""


def suggest_address(address: str) -> str | None:
    """Return *address* with the domain that was probably meant, or None when nothing is wrong with it."""
    local, _at, domain = address.rpartition("@")
    meant = suggest_domain(domain.casefold())
    return f"{local}@{meant}" if meant else None


def suggest_domain(domain: str) -> str | None:
    """Return the provider's domain of which *domain* is a slip, or None: one edit, a wrong ending, or both."""
    if domain in MAIL_DOMAINS or domain in SIMILAR_DOMAINS:
        return None
    candidates = [domain, *with_right_ending(domain)]
    exact = (one for one in candidates[1:] if one in MAIL_DOMAINS)
    near = (meant for one in candidates for meant in MAIL_DOMAINS if is_slip(one, meant))
    return next(exact, None) or next(near, None)


def with_right_ending(domain: str) -> list[str]:
    """Return *domain* with the ending of which its own is a slip, if there is one."""
    name, _dot, ending = domain.rpartition(".")
    return [f"{name}.{right}" for right, slips in MISTYPED_ENDINGS.items() if ending in slips]


def is_slip(typed: str, meant: str) -> bool:
    """Return whether *typed* is *meant* with one letter left out, added, replaced, or swapped with its neighbour."""
    if len(meant) < MIN_FUZZY_LENGTH or abs(len(typed) - len(meant)) > 1:
        return False
    start = next((place for place, pair in enumerate(zip(typed, meant, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return len(typed) != len(meant)
    rests = typed[start:], meant[start:]
    if len(typed) != len(meant):
        shorter, longer = sorted(rests, key=len)
        return longer[1:] == shorter
    is_swapped = rests[0][:2] == rests[1][:2][::-1]
    return rests[0][1:] == rests[1][1:] or (is_swapped and rests[0][2:] == rests[1][2:])
