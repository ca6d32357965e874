"""Links of a paid article: marked for search engines as sponsored."""

import re

LINK = re.compile(r'<a ((?:[^<>"]|"[^"]*")*)>')
OUTGOING = re.compile(r'\bhref="(?:https?:)?//([^"/?#]*)', re.IGNORECASE)
REL = re.compile(r'\brel="([^"]*)"')


def mark_sponsored(html: str, own_host: str) -> str:
    """Return safe *html* with rel=sponsored on each link that leads to another host than *own_host*.

    Source: what Google asks of links that were paid for ("Qualify your outbound links").
    """

    def mark(match: re.Match[str]) -> str:
        attributes = match[1]
        host = OUTGOING.search(attributes)
        if host is None or host[1].casefold() == own_host.casefold():
            return match[0]
        if REL.search(attributes):
            return f"<a {REL.sub(add_word, attributes, count=1)}>"
        return f'<a {attributes} rel="sponsored">'

    return LINK.sub(mark, html)


def add_word(rel: re.Match[str]) -> str:
    """Return the attribute with "sponsored" among its words."""
    return f'rel="{" ".join(dict.fromkeys([*rel[1].split(), "sponsored"]))}"'
