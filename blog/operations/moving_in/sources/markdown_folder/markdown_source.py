"""The source of Markdown files: each file with front matter, or below a folder of posts, is an article."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from blog.operations.moving_in.door import ReadingOptions
from blog.operations.moving_in.files.character_sets import decoder_of
from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.imported_items import (
    ArticleItem,
    Loss,
    LossKind,
    PersonItem,
    PictureItem,
    SourceContents,
    TopicItem,
)
from blog.operations.moving_in.sources.markdown_folder.front_matter import split_front_matter
from blog.operations.moving_in.sources.markdown_folder.markdown_posts import JEKYLL, read_markdown_post
from blog.operations.moving_in.sources.markdown_folder.site_config import read_config
from blog.operations.moving_in.sources.markdown_folder.text_places import TextPlaces

ENDS = (".md", ".markdown", ".mdown", ".mkd")
PAGES = (".html", ".htm")
"""Ends of posts of Jekyll that are written in HTML."""
NOT_TEXTS = frozenset({"readme", "license", "contributing", "changelog", "404"})
NOT_FOLDERS = frozenset({"node_modules", "_layouts", "_includes", "themes", "vendor", "archetypes", "layouts", "_site"})
MAX_FILE = 4 * 2**20
"""Bytes of a file; more is no article."""


class MarkdownSource:
    """Reads folders and zips of Markdown."""

    name = "markdown"

    def recognise(self, bundle: Bundle) -> bool:
        """Return whether there is any Markdown."""
        return any(list_texts(bundle))

    def read(self, bundle: Bundle, options: ReadingOptions) -> SourceContents:
        """Return the files as articles."""
        names, uses, people = list(list_texts(bundle)), Counter[tuple[str, bool]](), dict[str, PersonItem]()
        too_large = [name for name in names if bundle.size(name) > MAX_FILE]
        names = [name for name in names if name not in set(too_large)]

        config, places = read_config(bundle), TextPlaces(bundle.names)
        site = options.site or config.site

        def articles() -> Iterator[ArticleItem]:
            for name in names:
                item = read_markdown_post(name, read_text(bundle, name), site, options.zone, config, places)
                yield with_pictures_beside(item, name)

        for item in articles():
            places.add(item.key, item.paths[0])
            uses.update({(topic, False) for topic in item.topics} | {(tag, True) for tag in item.tags})
            people |= {author: PersonItem(author, author) for author in item.authors}
        return SourceContents(
            program=self.name,
            site=site,
            title=config.title,
            people=list(people.values()),
            topics=[make_topic(name, count, is_tag=is_tag) for (name, is_tag), count in uses.most_common()],
            articles=articles,
            count=len(names),
            losses=[*((Loss(LossKind.ITEM, "file"), name) for name in too_large), *list_pages(bundle)],
            paths={"/index.xml": "/feed.rss", "/feed/": "/feed.rss"},
        )


def list_texts(bundle: Bundle) -> Iterator[str]:
    """Yield the names of files that are texts of the site."""
    for name in bundle.names:
        path = PurePosixPath(name)
        is_text = path.suffix.lower() in ENDS or (path.suffix.lower() in PAGES and bool(JEKYLL & set(path.parts)))
        if not is_text or NOT_FOLDERS & set(path.parts[:-1]):
            continue
        if path.stem.lower() not in NOT_TEXTS and path.stem.partition(".")[0] != "_index":
            yield name


def read_text(bundle: Bundle, name: str) -> str:
    """Return the text of a file, whatever character set its editor wrote."""
    with bundle.open(name) as stream:
        data = stream.read(MAX_FILE)
    return decoder_of(data).decode(data, final=True)


def list_pages(bundle: Bundle) -> Iterator[tuple[Loss, str]]:
    """Yield as losses the files whose words Hugo shows above a list of articles."""
    for name in bundle.names:
        path = PurePosixPath(name)
        is_page = path.suffix.lower() in ENDS and path.stem.partition(".")[0] == "_index"
        if is_page and not NOT_FOLDERS & set(path.parts[:-1]) and bundle.size(name) <= MAX_FILE:
            words = split_front_matter(read_text(bundle, name))[1].strip()
            if words:
                yield Loss(LossKind.ITEM, words[:300]), name


def make_topic(name: str, count: int, *, is_tag: bool) -> TopicItem:
    """Return a category or tag with the addresses that generators give it."""
    slug = name.lower().replace(" ", "-")
    return TopicItem(name, is_tag=is_tag, uses=count, paths=[f"/{'tags' if is_tag else 'categories'}/{slug}/"])


def with_pictures_beside(item: ArticleItem, name: str) -> ArticleItem:
    """Return *item* with the addresses of its pictures above the text as the files beside it have them."""
    return replace(item, lead=beside(item.lead, name), shared=beside(item.shared, name))


def beside(picture: PictureItem | None, name: str) -> PictureItem | None:
    """Return *picture* with its whole address where it is given from the file *name*."""
    if picture is None or "://" in picture.address or picture.address.startswith("/"):
        return picture
    return replace(picture, address=(PurePosixPath(name).parent / picture.address).as_posix())
