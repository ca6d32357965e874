"""The source Blogger: a feed of Takeout, an older export, or posts of its API."""

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import quote

from flask_babel import gettext as _

from blog.operations.moving_in.conversion.plain_words import plain, read_moment, slug_of
from blog.operations.moving_in.door import ReadingOptions, read_beginning
from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.files.kept_rows import KeptRows
from blog.operations.moving_in.imported_items import (
    ArticleItem,
    ExportRefused,
    Loss,
    LossKind,
    PersonItem,
    SourceContents,
    TopicItem,
)
from blog.operations.moving_in.sources.blogger.blogger_entries import BloggerEntry, number_of, read_entries
from blog.operations.moving_in.sources.blogger.blogger_html import clean_blogger_html

ARTICLES = frozenset({"post", "page"})
TRASHED = frozenset({"soft_trashed", "trashed"})
PUBLIC = frozenset({"live", ""})
"""Any other state hides a post, also one that came later than this program."""
NAMELESS = frozenset({"", "unknown", "anonymous", "noreply@blogger.com"})
PATHS = {"/feeds/posts/default": "/feed.rss", "/rss.xml": "/feed.rss", "/atom.xml": "/feed.rss"}


class BloggerSource:
    """Reads the exports of Blogger."""

    name = "blogger"

    def recognise(self, bundle: Bundle) -> bool:
        """Return whether a file of *bundle* names Blogger as its maker."""
        return bool(list(list_files(bundle)))

    def read(self, bundle: Bundle, options: ReadingOptions) -> SourceContents:
        """Return what the files hold."""
        names, survey = list(list_files(bundle)), BloggerSurvey()
        if not names:
            raise ExportRefused(_("There is no export of Blogger in it."))
        comments = KeptRows()
        comments.add(row for name in names for entry in read_entries(bundle, name) if (row := survey.take(entry)))

        def articles() -> Iterator[ArticleItem]:
            for name in names:
                for entry in read_entries(bundle, name):
                    if isinstance(entry, BloggerEntry) and is_article(entry):
                        yield read_post(entry, comments)

        return SourceContents(
            program=self.name,
            site=options.site,
            title=survey.title or "Blogger",
            people=[PersonItem(name, name) for name in survey.authors],
            topics=[
                TopicItem(name, is_tag=True, uses=count, paths=[f"/search/label/{quote(name)}"])
                for name, count in survey.labels.most_common()
            ],
            articles=articles,
            count=survey.count,
            losses=survey.losses,
            paths=PATHS,
        )


def list_files(bundle: Bundle) -> Iterator[str]:
    """Yield the files with posts."""
    for name in bundle.names:
        end = PurePosixPath(name).suffix.lower()
        if end in {".xml", ".atom"}:
            text = read_beginning(bundle, name, 4_000)
            if "<feed" in text and ("blogger.com" in text or "schemas.google.com/blogger" in text):
                yield name
        elif end == ".json" and '"blogger#p' in "".join(read_beginning(bundle, name, 4_000).split()):
            yield name


def is_article(entry: BloggerEntry) -> bool:
    """Return whether *entry* is taken in."""
    return entry.kind in ARTICLES and entry.state not in TRASHED


class BloggerSurvey:
    """What the entries have, counted once."""

    def __init__(self) -> None:
        self.title = ""
        self.count = 0
        self.authors: dict[str, None] = {}
        self.labels: Counter[str] = Counter()
        self.losses: list[tuple[Loss, str]] = []
        self.number = 0

    def take(self, entry: BloggerEntry | str) -> tuple[str, str, str, dict[str, str | None]] | None:
        """Count one entry, and return the row of a comment that is kept."""
        if isinstance(entry, str):
            self.title = self.title or entry
        elif entry.kind == "comment":
            self.number += 1
            return "comments", f"{self.number}", number_of(entry.parent), comment_row(entry)
        elif is_article(entry):
            self.count += 1
            self.labels.update(list(dict.fromkeys(entry.labels)))
            if author := author_of(entry):
                self.authors[author] = None
        elif entry.kind in ARTICLES:
            self.losses.append((Loss(LossKind.ITEM, f"{entry.kind} trash"), plain(entry.title) or entry.id))
        return None


def author_of(entry: BloggerEntry) -> str:
    """Return the name of the author, "" of one without a name."""
    return "" if entry.author.lower() in NAMELESS else entry.author


def comment_row(entry: BloggerEntry) -> dict[str, str | None]:
    """Return a comment as it is kept aside."""
    return {
        "id": number_of(entry.id),
        "parent": number_of(entry.in_reply_to),
        "author": author_of(entry),
        "date_gmt": entry.published,
        "content": entry.content,
        "approved": "approved" if entry.state == "live" else "held",
    }


def read_post(entry: BloggerEntry, comments: KeptRows) -> ArticleItem:
    """Return *entry* as an article or page."""
    key, author = number_of(entry.id), author_of(entry)
    published = read_moment(entry.published)
    return ArticleItem(
        key=key,
        title=plain(entry.title),
        body=clean_blogger_html(entry.content),
        original=entry.content,
        standfirst=plain(entry.description),
        slug=slug_of(entry.path),
        created_at=published,
        published_at=published,
        updated_at=read_moment(entry.updated),
        is_public=entry.state in PUBLIC,
        hidden_reason="" if entry.state in PUBLIC else entry.state,
        is_page=entry.kind == "page",
        authors=[author] if author else [],
        tags=list(dict.fromkeys(entry.labels)),
        paths=[entry.path] if entry.path else [],
        losses=[] if author else [Loss(LossKind.AUTHOR, entry.author or "none")],
        comments=comments.of("comments", key),
    )
