"""HTML of Blogger's editors: paragraphs that are two line breaks, lines that only a style shows."""

import re

BREAKS = re.compile(r"(?:<br\s*/?>\s*){2,}", re.IGNORECASE)
MORE = re.compile(r"""<a\b[^>]*\bname=["']more["'][^>]*>\s*(?:</a>)?""", re.IGNORECASE)
LINES = re.compile(
    r"(<(?:div|span|p|pre)\b[^>]*\bwhite-space:\s*(?:pre-line|pre-wrap|pre)\b[^>]*>)([^<]*)", re.IGNORECASE
)
HAS_BLOCKS = re.compile(r"<(?:p|div|h[1-6]|ul|ol|table|blockquote)\b", re.IGNORECASE)


def clean_blogger_html(html: str) -> str:
    """Return *html* with paragraphs where readers saw some."""
    html = MORE.sub("", html)
    html = LINES.sub(lambda found: found[1] + "<br>".join(found[2].strip("\n").split("\n")), html)
    if HAS_BLOCKS.search(html):
        return BREAKS.sub("<br><br>", html)
    return "".join(f"<p>{part}</p>" for part in BREAKS.split(html) if part.strip())
