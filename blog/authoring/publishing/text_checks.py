"""Checks before publication that need the text alone: what a reader would call wrong."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, pairwise

from blog.authoring.publishing.left_signs import find_signs
from blog.models import Article
from blog.text.markdown.as_written.content_inspection import BARE_ADDRESS, ContentInspection, Heading

MAX_FINDINGS_PER_KIND = 12
"""How many findings of one kind are named; the first ones tell enough."""
PLACEHOLDER = re.compile(
    r"\b(?:TK+(?:TK)*|TKTK|XXX+|TODO|FIXME)\b|(?i:\blorem ipsum\b|\[(?:tk|\?\?+)\])"
    r"|(?i:\[(?:Foto|Bild|Link|Zitat|Name|Quelle|Datum|Zahl|photo|image|quote|date|source|citation|lien|citation)\s"
    r"(?:folgt|fehlt|einfügen|ergänzen|prüfen|here|needed|to come|to follow|missing|à venir|manquante?)\])"
)
ORDINAL = re.compile(r"\b(?:der|die|das|den|dem|des|zur|zum|le|la|les|the) XXX$", re.IGNORECASE)
"""Thirty in Roman numerals, as in "die XXX. Olympischen Spiele"."""


class FindingKind(StrEnum):
    """What a check has found."""

    MISSING_ALT = "missing_alt"
    """A picture has no alternative text, or only the name of its file."""
    EMPTY_LINK = "empty_link"
    """A link has no target or no text."""
    BROKEN_LINK = "broken_link"
    """A link leads to a page of this site that is not found."""
    HEADING_JUMP = "heading_jump"
    """A heading is more than one level below the one before it."""
    PLACEHOLDER = "placeholder"
    """A placeholder such as TK is left in a text."""
    LARGE_PICTURE = "large_picture"
    """The file of a picture is too large for a phone."""
    LEFT_SIGN = "left_sign"
    """A sign of Markdown, a tag or a shortcode that readers see as it was typed."""
    FOREIGN_IMAGE = "foreign_image"
    """An image of another site: readers see its alternative text alone."""
    ORPHAN_NOTE = "orphan_note"
    """A footnote to which nothing in the text refers, so that readers do not see it."""
    RAW_BLOCK = "raw_block"
    """A block with so many signs that it is shown as it was typed."""
    LINE_ENDS = "line_ends"
    """Lines that end sentences and stand in one paragraph: an empty line was meant between them."""
    NO_STANDFIRST = "no_standfirst"
    """Lists, search engines and mail show the beginning of the text instead."""

    @property
    def is_advice(self) -> bool:
        """Return whether the article may be published without a reason."""
        return self is FindingKind.NO_STANDFIRST


@dataclass(frozen=True)
class Finding:
    """One finding, and the text by which its place is found."""

    fault: FindingKind
    about: str
    sign: str = ""
    """The very signs that are wrong, where *about* has words around them."""

    def as_record(self) -> dict[str, str]:
        """Return what is recorded of a finding that was overruled."""
        return {"fault": self.fault, "about": self.about}


def find_text_faults(article: Article, found: ContentInspection) -> Iterator[Finding]:
    """Yield what is wrong with the texts of *article*, of which *found* is the body, the gravest kinds first."""
    kinds = (
        find_placeholders(article, found),
        find_left_signs(article, found),
        (Finding(FindingKind.RAW_BLOCK, words) for words in found.raw_blocks),
        (Finding(FindingKind.FOREIGN_IMAGE, words) for words in found.foreign_images),
        (Finding(FindingKind.ORPHAN_NOTE, name) for name in found.orphan_notes),
        (Finding(FindingKind.LINE_ENDS, words) for words in found.line_ends),
        find_heading_jumps(found.headings),
    )
    for kind in kinds:
        yield from islice(kind, MAX_FINDINGS_PER_KIND)


def find_advice(article: Article) -> Iterator[Finding]:
    """Yield what would serve readers, and needs no reason to be left."""
    if not article.standfirst.strip():
        yield Finding(FindingKind.NO_STANDFIRST, "")


def find_placeholders(article: Article, found: ContentInspection) -> Iterator[Finding]:
    """Yield each placeholder with the text around it."""
    texts = (article.headline, article.standfirst, article.lead_caption, article.lead_credit, article.lead_alt)
    for text in (*texts, found.words):
        for match in PLACEHOLDER.finditer(text):
            if is_name(article, text, match):
                continue
            yield Finding(FindingKind.PLACEHOLDER, text_around(text, match.start(), match.end()), match[0])


def is_name(article: Article, text: str, match: re.Match[str]) -> bool:
    """Return whether what looks like a placeholder is none: thirty in Roman numerals, or a German health insurer."""
    is_thirty = text[match.end() : match.end() + 1] == "." and ORDINAL.search(text[: match.end()]) is not None
    return is_thirty or (match[0] == "TK" and (article.language or "").partition("-")[0] == "de")


def find_left_signs(article: Article, found: ContentInspection) -> Iterator[Finding]:
    """Yield each place where readers see a sign as it was typed, with the words around it; the same words once."""
    named = set[str]()
    for text in (article.headline, article.standfirst, article.lead_caption, found.prose):
        for match in find_signs(text, is_markdown=text is found.prose):
            about, sign = (words.replace(BARE_ADDRESS, "") for words in (text_around(text, *match.span()), match[0]))
            if about not in named:
                yield Finding(FindingKind.LEFT_SIGN, about, sign)
            named.add(about)


def text_around(text: str, start: int, end: int, reach: int = 30) -> str:
    """Return the text from *start* to *end* with up to *reach* characters on both sides, on one line."""
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    before = before.split(" ", 1)[-1] if start > reach else before
    after = after.rsplit(" ", 1)[0] if len(text) > end + reach else after
    return " ".join(f"{before}{text[start:end]}{after}".split())


def find_heading_jumps(headings: Sequence[Heading]) -> Iterator[Finding]:
    """Yield the headings that skip a level; the first one may have any."""
    for before, heading in pairwise(headings):
        if heading.level > before.level + 1:
            yield Finding(FindingKind.HEADING_JUMP, heading.words)
