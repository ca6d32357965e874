"""The source Medium: the folder posts of its export, in a zip or unpacked."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from flask_babel import gettext as _

from blog.operations.moving_in.conversion.plain_words import path_of, read_moment
from blog.operations.moving_in.door import ReadingOptions, read_beginning
from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.imported_items import (
    ArticleItem,
    ExportRefused,
    Loss,
    LossKind,
    PersonItem,
    SourceContents,
    TopicItem,
)
from blog.operations.moving_in.sources.medium.medium_html import MediumPage, clean_medium_html, read_page

MAX_HTML = 8 * 2**20
NUMBER = re.compile(r"-([0-9a-f]{10,12})$")
ORIGINAL = re.compile(r"https?://medium\.com/p/([0-9a-f]{10,14})")
SIGNS = ('class="h-entry"', 'data-field="body"')


class MediumSource:
    """Reads the export of Medium."""

    name = "medium"

    def recognise(self, bundle: Bundle) -> bool:
        """Return whether a file of *bundle* is a post of Medium."""
        return next(iter(list_files(bundle)), None) is not None

    def read(self, bundle: Bundle, options: ReadingOptions) -> SourceContents:
        """Return what the files hold."""
        people: dict[str, PersonItem] = {}
        tags, losses, names = Counter[str](), list[tuple[Loss, str]](), list[str]()
        for name in list_files(bundle):
            page = read_page(read_html(bundle, name))
            if page.is_response:
                losses.append((Loss(LossKind.ITEM, "response"), page.title))
                continue
            names.append(name)
            tags.update(page.tags)
            if page.author:
                paths = [path_of(page.author_address)] if path_of(page.author_address) else []
                people.setdefault(page.author, PersonItem(page.author, page.author, paths=paths))
        if not names and not losses:
            raise ExportRefused(_("There is no export of Medium in it."))

        def articles() -> Iterator[ArticleItem]:
            return (read_post(name, read_html(bundle, name)) for name in names)

        return SourceContents(
            program=self.name,
            site=options.site,
            title="Medium",
            people=list(people.values()),
            topics=[
                TopicItem(name, is_tag=True, uses=count, paths=[f"/tag/{name.lower().replace(' ', '-')}"])
                for name, count in tags.most_common()
            ],
            articles=articles,
            count=len(names),
            losses=losses,
            paths={"/feed": "/feed.rss"},
        )


def list_files(bundle: Bundle) -> Iterator[str]:
    """Yield the files that are posts: those in the folder posts, where there is one."""
    names = [name for name in bundle.names if name.lower().endswith((".html", ".htm"))]
    inside = [name for name in names if "posts" in PurePosixPath(name).parts[:-1]]
    for name in inside or names:
        text = read_beginning(bundle, name)
        if all(sign in text for sign in SIGNS):
            yield name


def read_html(bundle: Bundle, name: str) -> str:
    """Return the text of a file."""
    with bundle.open(name) as stream:
        return stream.read(MAX_HTML).decode("utf-8-sig", "replace")


def read_post(name: str, html: str) -> ArticleItem:
    """Return a file as an article."""
    page, stem = read_page(html), PurePosixPath(name).stem
    moment = read_moment(page.date)
    is_draft = stem.startswith("draft") or moment is None
    return ArticleItem(
        key=key_of(stem, html),
        title=page.title,
        body=clean_medium_html(page),
        original=html,
        standfirst=page.subtitle,
        slug=slug_in(page, stem),
        created_at=moment,
        published_at=moment,
        updated_at=moment,
        is_public=not is_draft,
        hidden_reason="draft" if is_draft else "",
        authors=[page.author] if page.author else [],
        tags=page.tags,
        paths=list(paths_of(page, key_of(stem, html))),
    )


def key_of(stem: str, html: str) -> str:
    """Return Medium's number of a post: of its file, of the link to it, else the name of the file."""
    number = NUMBER.search(stem)
    link = ORIGINAL.search(html[-4_000:])
    return number[1] if number else link[1] if link else stem


def slug_in(page: MediumPage, stem: str) -> str:
    """Return the words of the address, without the number."""
    last = path_of(page.canonical).rstrip("/").rsplit("/", 1)[-1]
    return NUMBER.sub("", last) if last else NUMBER.sub("", re.sub(r"^(?:draft_|\d{4}-\d\d-\d\d_)", "", stem))


def paths_of(page: MediumPage, key: str) -> Iterator[str]:
    """Yield the addresses of the post: with the author, on a domain of its own, and by number."""
    path = path_of(page.canonical).partition("?")[0]
    if path:
        yield path
        yield f"/{path.rstrip('/').rsplit('/', 1)[-1]}"
    yield f"/p/{key}"
