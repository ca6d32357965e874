"""Exports of other programs, made small and whole, and what runs an import of them."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import func, select

from blog.database import db
from blog.operations.moving_in.all_sources import SOURCES
from blog.operations.moving_in.door import ReadingOptions, find_source
from blog.operations.moving_in.dry_run import rehearse
from blog.operations.moving_in.files.export_files import open_bundle
from blog.operations.moving_in.files.media_index import MediaIndex
from blog.operations.moving_in.importing import ImportRun
from blog.operations.moving_in.moving_report import ArticleRow, MovingReport
from blog.operations.moving_in.storing.imported_files import ImportedFiles
from blog.operations.moving_in.storing.imported_pictures import ImportedPictures, PictureSource
from blog.pictures.attachments.attachment_upload import current_file_limits
from blog.pictures.files.storage import storage
from blog.pictures.files.upload import current_limits

OLD = "https://old.example.org"
NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/{version}/">
<channel><title>The Old Herald</title><link>{site}</link><wp:wxr_version>{version}</wp:wxr_version>
<wp:base_blog_url>{site}</wp:base_blog_url>
<wp:author><wp:author_id>7</wp:author_id><wp:author_login>maren</wp:author_login>
<wp:author_email>maren@old.example.org</wp:author_email>
<wp:author_display_name><![CDATA[Maren Holt]]></wp:author_display_name></wp:author>
"""


def wxr_item(number: int, body: str = "<p>Some words.</p>", **more: Any) -> str:
    """Return one <item>; names with two underscores are elements of another namespace, such as excerpt__encoded."""
    status = more.pop("status", "publish")
    values = {
        "title": f"Story {number}",
        "link": f"{OLD}/2019/03/story-{number}/",
        "dc__creator": "maren",
        "wp__post_id": str(number),
        "wp__post_name": f"story-{number}",
        "wp__post_type": "post",
        "wp__post_date_gmt": f"2019-03-{number % 27 + 1:02d} 08:00:00",
        "wp__post_modified_gmt": f"2019-04-{number % 27 + 1:02d} 08:00:00",
        "wp__status": status,
    }
    inner = more.pop("inner", "")
    values |= more
    elements = "".join(
        f"<{name.replace('__', ':')}>{cdata(text)}</{name.replace('__', ':')}>" for name, text in values.items()
    )
    return f"<item>{elements}<content:encoded>{cdata(body)}</content:encoded>{inner}</item>\n"


def attachment(number: int, name: str, alt: str = "", caption: str = "", parent: int = 0) -> str:
    """Return the <item> of a picture."""
    return wxr_item(
        number,
        "",
        title=name,
        link=f"{OLD}/?attachment_id={number}",
        wp__post_type="attachment",
        wp__status="inherit",
        wp__post_parent=str(parent),
        wp__attachment_url=f"{OLD}/wp-content/uploads/2019/03/{name}",
        excerpt__encoded=caption,
        inner=meta("_wp_attachment_image_alt", alt),
    )


def meta(key: str, value: str) -> str:
    """Return a further value of an item."""
    return f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>"


def term(name: str, nicename: str, domain: str = "category") -> str:
    """Return a term of an item."""
    return f'<category domain="{domain}" nicename="{nicename}">{cdata(name)}</category>'


def cdata(text: str) -> str:
    """Return *text* as WordPress wraps it."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def write_wxr(folder: Path, items: Iterable[str], name: str = "export.xml", version: str = "1.2") -> Path:
    """Write a WXR file into *folder* and return its path."""
    path = folder / name
    path.write_text(HEAD.format(version=version, site=OLD) + "".join(items) + "</channel></rss>", "utf-8")
    return path


def write_picture(path: Path, colour: str = "teal") -> Path:
    """Write a small JPEG and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = BytesIO()
    Image.new("RGB", (640, 400), colour).save(data, "JPEG")
    path.write_bytes(data.getvalue())
    return path


def begin(stack: ExitStack, path: Path, media: Sequence[Path] = (), **more: Any) -> ImportRun:
    """Return a run over the export at *path*, begun as the command begins it."""
    bundles = [stack.enter_context(open_bundle(one)) for one in (path, *media)]
    contents = find_source(bundles[0], SOURCES, more.pop("program", "")).read(
        bundles[0], ReadingOptions(site=more.pop("site", ""), types=more.pop("types", frozenset()))
    )
    files = PictureSource(MediaIndex(bundles), more.pop("hosts", frozenset()))
    if network := more.pop("network", None):
        files.network = network
    pictures = ImportedPictures("", files, storage(), current_limits(), more.get("now", NOW))
    more = {"now": NOW, "tags_from": 2, **more}
    documents = ImportedFiles(contents.site, files, storage(), current_file_limits(), more.get("now", NOW))
    return ImportRun(contents, pictures, documents, report=MovingReport(), **more)


def take_in(path: Path, media: Sequence[Path] = (), **more: Any) -> tuple[list[ArticleRow], MovingReport]:
    """Import the export at *path*, and return the rows of its articles and the report."""
    rows = []
    with ExitStack() as stack:
        run = begin(stack, path, media, **more)
        for row in run.steps(db.session):
            db.session.commit()
            rows += [row] if row else []
    return rows, run.report


def dry_run(path: Path, media: Sequence[Path] = (), **more: Any) -> tuple[list[ArticleRow], MovingReport]:
    """Return what an import of the export at *path* would do."""
    with ExitStack() as stack:
        run = begin(stack, path, media, **more)
        return list(rehearse(run, db.session)), run.report


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def make_export(folder: Path) -> Path:
    """Write an export with what a newsroom has: bylines, topics, pictures, drafts, a page, links between articles."""
    image = f'<img class="wp-image-50" src="{OLD}/wp-content/uploads/2019/03/quay-640x400.jpg">'
    link = f"<a href='{OLD}/2019/03/story-2/'>the second</a>"
    boats = term("Boats", "boats", "post_tag")
    items = [
        wxr_item(
            1,
            f'<p>The harbour, see {link}.</p><figure class="wp-block-image">{image}</figure>',
            inner=term("Harbour &amp; Sea", "harbour") + boats + meta("_thumbnail_id", "51"),
        ),
        wxr_item(2, "Classic words\n\nin two paragraphs", inner=boats + term("Rare", "rare", "post_tag")),
        wxr_item(3, "<p>Secret.</p>", wp__post_password="x"),
        wxr_item(4, "<p>Not done.</p>", status="draft", wp__post_date_gmt="0000-00-00 00:00:00"),
        wxr_item(5, "<p>Who we are.</p>", wp__post_type="page", wp__post_name="about-us", link=f"{OLD}/about-us/"),
        wxr_item(6, "<p>Gone.</p>", status="trash"),
        attachment(50, "quay.jpg", alt="The quay at dawn"),
        attachment(51, "boat.jpg", alt="A boat", caption="The last boat"),
    ]
    write_picture(folder / "uploads/2019/03/quay.jpg")
    write_picture(folder / "uploads/2019/03/boat.jpg", "navy")
    return write_wxr(folder, items)
