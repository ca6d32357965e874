"""Suggestions for mistyped domains of the large mail providers: offered to the reader, never applied unasked."""

import re

MAIL_DOMAINS = (
    "gmail.com", "googlemail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "protonmail.com",
    "comcast.net", "verizon.net", "btinternet.com", "aol.com", "live.com", "msn.com", "gmx.com", "gmx.net", "gmx.de",
    "web.de", "t-online.de", "freenet.de", "yahoo.co.uk", "hotmail.co.uk", "yahoo.de", "hotmail.de", "outlook.de",
    "yahoo.fr", "hotmail.fr", "orange.fr", "wanadoo.fr", "libero.it", "yahoo.it", "hotmail.it", "yahoo.es",
    "hotmail.es", "yahoo.in", "yandex.ru", "bluewin.ch", "proton.me", "mail.com", "gmx.at", "gmx.ch", "arcor.de",
    "posteo.de", "mailbox.org", "laposte.net", "free.fr", "sfr.fr", "virgilio.it", "tiscali.it", "alice.it", "ukr.net",
    "meta.ua", "mail.ru", "rambler.ru", "inbox.ru", "wp.pl", "onet.pl", "interia.pl", "seznam.cz", "centrum.cz",
    "azet.sk", "freemail.hu", "citromail.hu", "abv.bg", "telenet.be", "skynet.be", "ziggo.nl", "kpnmail.nl",
    "hetnet.nl", "xs4all.nl", "telia.com", "online.no", "bigpond.com", "virginmedia.com", "ntlworld.com",
    "talktalk.net", "rogers.com", "sympatico.ca", "uol.com.br", "bol.com.br", "terra.com.br", "rediffmail.com",
    "qq.com", "163.com", "126.com", "naver.com", "daum.net", "hanmail.net", "walla.co.il", "sapo.pt", "otenet.gr",
)  # fmt: skip
"""Suggested for a domain that is nearly one of them, the most usual first."""
SIMILAR_DOMAINS = frozenset({"email.com", "ymail.com", "rocketmail.com", "me.com", "op.pl", "o2.pl", "i.ua", "aol.de"})
"""Providers whose domain is nearly another one's."""
NATIONAL = re.compile(
    r"(?:hotmail|yahoo|live|outlook)\.(?:a[et]|b[eg]|c[ahlnz]|d[ek]|e[es]|f[ir]|gr|hu|i[delnt]|jp|kr|l[tv]|m[xy]|n[lo]"
    r"|p[hlt]|r[ou]|s[aegk]|tr|com?\.[a-z]{2})"
)
"""Providers of several countries, under the domain of each."""
OF_ONE_DOMAIN = {"gmail": "gmail.com", "icloud": "icloud.com"}
"""Providers with one domain, the same in every country."""
MISTYPED_ENDINGS = {
    "com": ("con", "cmo", "ocm", "comm", "cim", "vom", "xom", "cpm", "cm", "om", "co", "c"),
    "net": ("nte", "ent", "nett", "met", "ne"),
}
MIN_FUZZY_LENGTH = 9
"""Characters of a domain in which any slip is told from another short name."""


def suggest_address(address: str) -> str | None:
    """Return *address* with the domain that was probably meant, or None when nothing is wrong with it."""
    local, _at, domain = address.rpartition("@")
    meant = suggest_domain(domain.casefold())
    return f"{local}@{meant}" if meant else None


def suggest_domain(domain: str) -> str | None:
    """Return the provider's domain of which *domain* is a slip, or None: one edit, a wrong ending, or both."""
    if domain in MAIL_DOMAINS or domain in SIMILAR_DOMAINS or NATIONAL.fullmatch(domain):
        return None
    if (name := domain.partition(".")[0]) in OF_ONE_DOMAIN:
        return OF_ONE_DOMAIN[name]
    candidates = [domain, *with_right_ending(domain)]
    exact = (one for one in candidates[1:] if one in MAIL_DOMAINS)
    near = (meant for one in candidates for meant in MAIL_DOMAINS if is_slip(one, meant))
    return next(exact, None) or next(near, None)


def with_right_ending(domain: str) -> list[str]:
    """Return *domain* with the ending of which its own is a slip, if there is one."""
    name, _dot, ending = domain.rpartition(".")
    return [f"{name}.{right}" for right, slips in MISTYPED_ENDINGS.items() if ending in slips]


def is_slip(typed: str, meant: str) -> bool:
    """Return whether *typed* is *meant* with one letter left out, added, replaced, or swapped with its neighbour.

    Of a short domain only two swapped letters are one, and an ending that no country has.
    """
    if abs(len(typed) - len(meant)) > 1:
        return False
    if len(meant) < MIN_FUZZY_LENGTH or sorted(typed) == sorted(meant):
        return is_plain_slip(typed, meant)
    start = next((place for place, pair in enumerate(zip(typed, meant, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return len(typed) != len(meant)
    rests = typed[start:], meant[start:]
    if len(typed) != len(meant):
        shorter, longer = sorted(rests, key=len)
        return longer[1:] == shorter
    is_swapped = rests[0][:2] == rests[1][:2][::-1]
    return rests[0][1:] == rests[1][1:] or (is_swapped and rests[0][2:] == rests[1][2:])


def is_plain_slip(typed: str, meant: str) -> bool:
    """Return whether the short domain *typed* has the letters of *meant*, or its ending cut or with a letter twice."""
    return sorted(typed) == sorted(meant) or typed == meant[:-1] or typed == meant + meant[-1]
