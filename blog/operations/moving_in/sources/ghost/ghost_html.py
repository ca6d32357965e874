"""HTML that Ghost rendered, without the signs and buttons of its players, which are no part of an article."""

import re

CARD_MARK = re.compile(r"<!--kg-card-(?:begin|end).*?-->")
CHROME = re.compile(
    r"""<button\b[^>]*\bclass=["']kg-[^>]*>.{0,4000}?</button>"""
    r"""|<div\b[^>]*\bclass=["'](?:kg-file-card-icon|kg-audio-thumbnail placeholder)[^>]*>.{0,6000}?</div>""",
    re.DOTALL,
)
RATING = re.compile(r"""<div\b[^>]*\bclass=["']kg-product-card-rating["'][^>]*>(.{0,12000}?)</div>""", re.DOTALL)
STAR = "kg-product-card-rating-active"
STARS = 5


def clean_ghost_html(html: str) -> str:
    """Return *html* without marks of cards and signs of players; the stars of a product are signs of text."""
    html = CHROME.sub("", CARD_MARK.sub("", html))
    return RATING.sub(lambda found: f"<p>{write_stars(found[1].count(STAR))}</p>", html)


def write_stars(count: int) -> str:
    """Return a rating of *count* stars."""
    return "★" * min(count, STARS) + "☆" * max(0, STARS - count)
