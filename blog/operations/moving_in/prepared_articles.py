"""An imported article made fit for our columns: headline, standfirst, body, and what does not fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from blog.operations.moving_in.conversion.html_body import ConvertedBody, convert_html
from blog.operations.moving_in.conversion.markdown_body import convert_markdown
from blog.operations.moving_in.conversion.plain_words import cut, first_words
from blog.operations.moving_in.imported_items import ArticleItem, Loss, LossKind, PictureItem, TextFormat
from blog.text.cleaning import clean_line
from blog.text.markdown import MAX_LENGTH
from blog.text.markdown.pasting.escaping import escape
from blog.text.markdown.pasting.html_tree import PasteTooLong

MAX_HEADLINE, MAX_STANDFIRST, MAX_ALT = 200, 600, 500


class ArticleRefused(Exception):
    """The article cannot be taken in; str() of this says why, in a sentence."""


@dataclass(frozen=True)
class PreparedArticle:
    """What goes into the columns; *before* stands before the body."""

    item: ArticleItem
    headline: str
    standfirst: str
    before: str
    body: ConvertedBody
    losses: Sequence[Loss]

    def write(self, pictures: "Pictures", file_keys: Mapping[str, str] | None = None) -> str:
        """Return the body with its pictures, and links to the files that have keys here.

        Raises:
            ArticleRefused: it is longer than an article may be.
        """
        text = "\n\n".join(filter(None, [self.before, self.body.write(pictures.write, file_keys)]))
        if len(text) > MAX_LENGTH:
            raise ArticleRefused(_("The text is longer than %(count)d characters.", count=MAX_LENGTH))
        return text

    def list_files(self) -> list[str]:
        """Return the addresses of the documents and recordings of the text, each once."""
        return list(dict.fromkeys(self.body.files.values()))

    def losses_without(self, taken: Mapping[str, str], failures: Mapping[str, str]) -> list[Loss]:
        """Return what is lost but for the files that were *taken*; of the others *failures* say why, if known."""
        return [
            Loss(loss.kind, f"{loss.detail} {failures[loss.detail]}") if loss.detail in failures else loss
            for loss in self.losses
            if loss.kind is not LossKind.MEDIA or loss.detail not in taken
        ]

    def list_pictures(self) -> list[PictureItem]:
        """Return the pictures of the text, the lead photo and that of shared links, each once."""
        seen = [picture for picture in (self.item.lead, self.item.shared) if picture]

        def note(picture: PictureItem) -> str:
            seen.append(picture)
            return f"![](picture:{len(seen)})"

        self.body.write(note)
        return list({picture.address: picture for picture in seen}.values())


class Pictures:
    """Writes pictures into a body by the keys that they have here; a missing one leaves its caption."""

    def __init__(self, keys: dict[str, str], words: "dict[str, PictureItem] | None" = None) -> None:
        self.keys = keys
        self.words = words or {}

    def write(self, picture: PictureItem) -> str:
        """Return the Markdown of *picture*."""
        key, known = self.keys.get(picture.address, ""), self.words.get(picture.address)
        alt = (picture.alt or (known.alt if known else ""))[:MAX_ALT]
        if not key:
            return escape(picture.caption)
        title = f' "{picture.caption.replace(chr(92), chr(92) * 2).replace(chr(34), chr(92) + chr(34))}"'
        return f"![{escape(alt)}](picture:{key}{title if picture.caption else ''})"


def prepare(item: ArticleItem, site: str) -> PreparedArticle:
    """Return *item*, which stood on *site*, made fit.

    Raises:
        ArticleRefused: its text cannot be read.
    """
    convert = convert_html if item.text_format is TextFormat.HTML else convert_markdown
    try:
        body = convert(item.body, site, item.paths[0] if item.paths else "")
    except (PasteTooLong, RecursionError) as error:
        raise ArticleRefused(_("The text is too long, or its markup is broken.")) from error
    losses, before = list(item.losses), list[str]()
    title, standfirst = clean_line(item.title), clean_line(item.standfirst)
    headline = cut(title or first_words([body.text, standfirst]) or f"#{item.key}", MAX_HEADLINE)
    if len(title) > MAX_HEADLINE:
        losses.append(Loss(LossKind.TITLE, title))
        before.append(f"**{escape(title)}**")
    if len(standfirst) > MAX_STANDFIRST:
        before.append(escape(standfirst))
        standfirst = ""
    return PreparedArticle(item, headline, standfirst, "\n\n".join(before), body, [*losses, *body.losses])


def is_public_here(prepared: PreparedArticle, body: str, now: datetime) -> tuple[bool, list[Loss]]:
    """Return whether readers see the article, and as a loss why not, if it was meant for them."""
    item = prepared.item
    if not item.hidden_reason and not item.is_public:
        return False, []
    reason = item.hidden_reason or hiding_reason(item, body, now)
    return not reason, [Loss(LossKind.STATUS, reason)] if reason else []


def hiding_reason(item: ArticleItem, body: str, now: datetime) -> str:
    """Return why an article that was public there cannot be so here now; "" if it can."""
    if not body.strip():
        return "no text"
    if item.ends_at is not None and item.ends_at <= now:
        return f"ended {item.ends_at:%Y-%m-%d}"
    if item.published_at is None and not item.is_page:
        return "no date"
    return "scheduled" if item.published_at is not None and item.published_at > now else ""
