"""Texts as Joomla stores them: read-more, page breaks, codes of plugins in braces, addresses without a slash."""

import re
from html import escape, unescape

from blog.operations.moving_in.imported_items import Loss, LossKind

READ_MORE = re.compile(r"""<hr\b[^>]*\bid=["']?system-readmore\b[^>]*>""", re.IGNORECASE)
PAGE_BREAK = re.compile(r"""<hr\b[^>]*\bclass=["'][^"']*system-pagebreak[^>]*>""", re.IGNORECASE)
TITLE = re.compile(r"""\btitle=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
KEPT = re.compile(r"<(pre|code|script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
CODE = re.compile(r"\{(?P<name>[A-Za-z][\w-]{1,40})(?P<rest>(?:[\s=|:][^{}]{0,2000})?)\}")
RELATIVE = re.compile(
    r"""(<(?:a|img|source|video|audio|iframe|embed)\b[^>]*?\s(?:href|src|poster|data-src)\s*=\s*["'])"""
    r"""(?![a-z][a-z0-9+.-]*:|/|\#|\s*["']|\{)(?:\./)?""",
    re.IGNORECASE,
)
JOOMLA_IMAGE = re.compile(r"#joomlaImage://[^\"'\s>]*", re.IGNORECASE)
VIDEOS = {
    "youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/",
    "dailymotion": "https://www.dailymotion.com/video/",
}  # fmt: skip
FILES = frozenset(
    {"gallery", "vsig", "besps", "bsg", "simplegallery", "mp3", "mp4", "flv", "audio", "video", "avi", "mov", "wmv",
     "webm", "ogg", "flvremote", "mp3remote", "mp4remote", "phocagallery", "igallery", "source", "php", "sourcerer"}
)  # fmt: skip
"""Codes around the name of a folder or file, or a program."""
TITLED = frozenset({"tab", "tabs", "slider", "sliders", "accordion", "spoiler", "pane", "toggle"})
"""Codes whose words readers see."""
CLOSING = re.compile(r"\{/(?:tabs?|sliders?|accordions?|panes?|spoiler|toggle)\}", re.IGNORECASE)
"""Ends a group of codes whose words readers see."""
KNOWN = re.compile(
    r"^(?:load|mod|jcomments|rs|phoca|mos|acy|hwd|joom|k2|easyblog|chrono|komento|article|snippet|module|jce|jw|emailcloak"
    r"|convertforms|form|map|google|addthis|sh404|ppgallery|simple|widgetkit|uikit|nomultithumb|multithumb|tip|modal"
    r"|rokbox|popup|icon|field)",
    re.IGNORECASE,
)
EXACT = FILES | TITLED | frozenset(VIDEOS) | {"pagebreak", "readmore", "comments", "attachments"}


def clean_joomla_text(html: str, base: str, losses: list[Loss]) -> str:
    """Return *html* with its codes resolved and its addresses from the root of the site, whose path is *base*."""
    html = PAGE_BREAK.sub(page_heading, READ_MORE.sub("", html))
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\x02{len(kept) - 1}\x03"

    html = CLOSING.sub("", replace_codes(KEPT.sub(keep, html), losses))
    html = re.sub("\x02(\\d+)\x03", lambda found: kept[int(found[1])], html)
    return root_addresses(html, base)


def page_heading(found: re.Match[str]) -> str:
    """Return the heading of a further page of an article, a rule where it has none."""
    title = TITLE.search(found[0])
    words = unescape(title[1] or title[2] or "").strip() if title else ""
    return f"<h2>{escape(words)}</h2>" if words else "<hr>"


def root_addresses(html: str, base: str) -> str:
    """Return *html* with addresses such as images/x.jpg as Joomla reads them: from its root, whatever the page is."""
    return RELATIVE.sub(rf"\g<1>{base}/", JOOMLA_IMAGE.sub("", html))


def replace_codes(text: str, losses: list[Loss]) -> str:
    """Return *text* without codes of plugins; players become cards, and what else is left out is in *losses*."""
    made, place = [], 0
    while match := CODE.search(text, place):
        made.append(text[place : match.start()])
        code, place = replace_code(text, match, losses)
        made.append(code)
    return "".join([*made, text[place:]])


def replace_code(text: str, match: re.Match[str], losses: list[Loss]) -> tuple[str, int]:
    """Return what stands for one code, and where the text goes on."""
    name, rest = match["name"].lower(), match["rest"].strip(" =|:\t\n\xa0")
    end = text.lower().find(f"{{/{name}}}", match.end(), match.end() + 20_000)
    inside = text[match.end() : end] if end >= 0 else ""
    after = end + len(name) + 3
    if name in VIDEOS and (found := video_of(name, inside or rest)):
        return found, after if end >= 0 else match.end()
    if name in FILES:
        losses.append(Loss(LossKind.SHORTCODE, f"{name} {strip(inside) or rest}".strip()[:200]))
        return "", after if end >= 0 else match.end()
    if name in TITLED:
        title = re.sub(r"^title=[\"']?|[\"']$", "", unescape(rest))
        losses.append(Loss(LossKind.SHORTCODE, name))
        return (f"<h3>{escape(title)}</h3>" if title else ""), match.end()
    if not is_code(name, rest, has_end=end >= 0):
        return match[0], match.end()
    losses.append(Loss(LossKind.SHORTCODE, f"{name} {rest}".strip()[:200]))
    if end >= 0:
        return replace_codes(inside, losses), after
    return "", match.end()


def is_code(name: str, rest: str, *, has_end: bool) -> bool:
    """Return whether braces are a code of a plugin, and not words or a program that an author put into them."""
    return has_end or name in EXACT or bool(KNOWN.match(name)) or "=" in rest or "|" in rest


def strip(html: str) -> str:
    """Return the words of *html* in one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def video_of(name: str, text: str) -> str:
    """Return the card of a film by its number or address, "" where there is neither."""
    word = strip(unescape(text)).split("|")[0].strip()
    address = word if word.startswith("http") else f"{VIDEOS[name]}{word}"
    return f'<figure class="wp-block-embed">{escape(address)}</figure>' if re.fullmatch(r"\S+", word) else ""
