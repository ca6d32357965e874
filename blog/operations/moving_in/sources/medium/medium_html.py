"""HTML of Medium's export: where a post's parts stand, and its text without what only repeats the title."""

import re
from dataclasses import dataclass, field
from html import escape, unescape

from blog.operations.moving_in.conversion.plain_words import plain

IN_TAG = "[^<>]{0,1000}"
"""What may stand inside of a tag, bounded, so that one that never ends takes no time."""


def inside(names: str) -> str:
    """Return what may stand inside of an element of these *names*, which holds none of them.

    A search ends where the next begins: elements that never end take no time.
    """
    return rf"([^<]*(?:<(?!/?(?:{names})\b)[^<]*)*)"


TITLE = re.compile(rf"<h1\b{IN_TAG}\bp-name\b{IN_TAG}>{inside('h1')}</h1>")
SUBTITLE = re.compile(rf"""<section\b{IN_TAG}\bdata-field=["']subtitle["']{IN_TAG}>{inside("section")}</section>""")
BODY_START = re.compile(rf"""<section\b{IN_TAG}\bdata-field=["']body["']{IN_TAG}>""")
BODY_END = re.compile(r"</section>\s*(?:<footer|</article|$)")
DATE = re.compile(rf"""<time\b{IN_TAG}\bdt-published\b{IN_TAG}\bdatetime=["']([^"']+)""")
LINK = re.compile(rf"<a\b([^<>]*)>{inside('a')}</a>")
HREF = re.compile(r"""\bhref=["']([^"']*)["']""")
CLASS = re.compile(r"""\bclass=["']([^"']*)["']""")
HEADING = re.compile(rf"<h([34])\b([^<>]*)>{inside('h[34]')}</h\1>")
FIGURE = re.compile(rf"<figure\b[^<>]*>{inside('figure')}</figure>")
ROW = re.compile(
    rf"<figure\b{IN_TAG}\bgraf--layoutOutsetRow\b(?!Continue){IN_TAG}>{inside('figure')}</figure>"
    rf"(?:\s*<figure\b{IN_TAG}\bgraf--layoutOutsetRowContinue\b{IN_TAG}>{inside('figure')}</figure>)+"
)
DIVIDER = re.compile(rf"""<div\b{IN_TAG}\bsection-divider\b{IN_TAG}>\s*<hr\b{IN_TAG}>\s*</div>""")
LISTING = re.compile(r"</pre>\s*<pre\b[^<>]*>")
PRE = re.compile(rf"<pre\b[^<>]*>{inside('pre')}</pre>")
BREAK = re.compile(r"<br\s*/?>")
CARD = re.compile(rf"<div\b{IN_TAG}\bgraf--mixtapeEmbed\b{IN_TAG}>{inside('div')}</div>")
STRONG = re.compile(rf"<strong\b[^<>]*>{inside('strong')}</strong>")
GIST = re.compile(
    rf"""<script\b{IN_TAG}\bsrc=["'](https://gist\.github\.com/[^"']+?)(?:\.js)?["']{IN_TAG}>\s*</script>"""
)
PARAGRAPH = re.compile(rf"<(?:p|blockquote)\b{IN_TAG}\bgraf\b{IN_TAG}>{inside('p|blockquote')}</(?:p|blockquote)>")
MAX_RESPONSE = 250
"""Words of a response; what is longer is taken in, since it may be a post without a title."""


@dataclass
class MediumPage:
    """What a file says of itself."""

    title: str = ""
    subtitle: str = ""
    body: str = ""
    date: str = ""
    canonical: str = ""
    author: str = ""
    author_address: str = ""
    tags: list[str] = field(default_factory=list)
    is_response: bool = False


def read_page(html: str) -> MediumPage:
    """Return the parts of a file; its body is "" where there is none."""
    page = MediumPage(first(TITLE, html), first(SUBTITLE, html))
    page.body, tail = split_body(html)
    date = DATE.search(tail)
    page.date = date[1] if date else ""
    for attributes, words in LINK.findall(tail):
        classes, href = classes_of(attributes), HREF.search(attributes)
        address = unescape(href[1]) if href else ""
        if "p-canonical" in classes:
            page.canonical = address
        elif "p-author" in classes:
            page.author, page.author_address = plain(words), address
        elif "p-tag" in classes and (name := plain(words)):
            page.tags.append(name)
    page.is_response = is_response(page)
    if (subtitle := find_subtitle(page.body)) and not page.is_response:
        page.subtitle = subtitle
    return page


def split_body(html: str) -> tuple[str, str]:
    """Return the text of the post, which ends with the last section, and what stands below it; "" for no text."""
    start = BODY_START.search(html)
    ends = [found.start() for found in BODY_END.finditer(html, start.end())] if start else []
    return (html[start.end() : ends[-1]], html[ends[-1] :]) if start and ends else ("", html)


def first(pattern: re.Pattern[str], html: str) -> str:
    """Return the words of the first part that *pattern* finds."""
    found = pattern.search(html)
    return plain(found[1]) if found else ""


def classes_of(attributes: str) -> set[str]:
    """Return the classes in the attributes of a tag."""
    found = CLASS.search(attributes)
    return set(found[1].split()) if found else set()


def is_response(page: MediumPage) -> bool:
    """Return whether the file is a comment on a post: short, without a heading, called by its own words."""
    words = plain(" ".join(PARAGRAPH.findall(page.body)))
    start = page.title.rstrip("…. ")
    is_plain = not HEADING.search(page.body) and not FIGURE.search(page.body)
    return bool(start) and is_plain and words.startswith(start) and len(words.split()) <= MAX_RESPONSE


def find_subtitle(body: str) -> str:
    """Return the subtitle that stands in the text, "" where there is none."""
    for _level, attributes, words in HEADING.findall(body):
        if "graf--subtitle" in classes_of(attributes):
            return plain(words)
    return ""


def clean_medium_html(page: MediumPage) -> str:
    """Return the text without repeated title and subtitle, with headings, galleries, listings and cards as they are."""
    html = DIVIDER.sub("", page.body, count=1)
    html = DIVIDER.sub("<hr>", html)
    html = HEADING.sub(lambda found: replace_heading(found, page), html)
    html = ROW.sub(r'<figure class="gallery">\g<0></figure>', html)
    html = PRE.sub(lambda found: f"<pre>{BREAK.sub(chr(10), found[1])}</pre>", LISTING.sub("\n", html))
    html = GIST.sub(lambda found: f'<figure class="wp-block-embed">{escape(found[1])}</figure>', html)
    return CARD.sub(replace_card, html)


def replace_heading(found: re.Match[str], page: MediumPage) -> str:
    """Return a heading one level higher; nothing for the title and the subtitle, which stand elsewhere."""
    words, classes = plain(found[3]), classes_of(found[2])
    if ("graf--title" in classes and words == page.title) or ("graf--subtitle" in classes and words == page.subtitle):
        return ""
    level = int(found[1]) - 1
    return f"<h{level}>{found[3]}</h{level}>"


def replace_card(found: re.Match[str]) -> str:
    """Return a card with text of another page's title and first words."""
    link = LINK.search(found[1])
    href = HREF.search(link[1]) if link else None
    if link is None or href is None:
        return f"<p>{found[1]}</p>"
    title, rest = first(STRONG, link[2]), plain(STRONG.sub("", BREAK.sub(" ", link[2])).replace("</em>", "</em> "))
    head = f'<div class="kg-bookmark-title">{escape(title or rest)}</div>'
    below = f"<div>{escape(rest)}</div>" if title and rest else ""
    return f'<figure class="kg-card kg-bookmark-card"><a href="{href[1]}">{head}{below}</a></figure>'
