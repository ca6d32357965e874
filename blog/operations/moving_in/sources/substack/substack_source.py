"""The source Substack: posts.csv and the folder posts, in a zip or unpacked."""

from collections.abc import Iterator
from html import escape
from pathlib import PurePosixPath

from flask_babel import gettext as _

from blog.operations.moving_in.conversion.plain_words import plain, read_moment
from blog.operations.moving_in.door import ReadingOptions, read_beginning
from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.files.table_rows import read_table
from blog.operations.moving_in.imported_items import ArticleItem, ExportRefused, Loss, LossKind, SourceContents
from blog.operations.moving_in.sources.substack.substack_html import PAYWALL, clean_substack_html

MAX_HTML = 16 * 2**20
MAILED = frozenset({"adhoc_email", "adhoc"})
Row = dict[str, str]


class SubstackSource:
    """Reads the export of Substack."""

    name = "substack"

    def recognise(self, bundle: Bundle) -> bool:
        """Return whether *bundle* has a list of posts as Substack writes it."""
        return find_list(bundle) is not None

    def read(self, bundle: Bundle, options: ReadingOptions) -> SourceContents:
        """Return what the list and the files hold."""
        name = find_list(bundle)
        if name is None:
            raise ExportRefused(_("There is no export of Substack in it."))
        files = {PurePosixPath(one).stem: one for one in bundle.names if one.lower().endswith(".html")}
        rows = [row for row in read_table(bundle, name, "post_id") if row.get("post_id")]
        known = {row["post_id"] for row in rows}
        losses = [(Loss(LossKind.ITEM, "file of no post"), file) for stem, file in files.items() if stem not in known]

        def articles() -> Iterator[ArticleItem]:
            return (read_post(row, read_file(bundle, files.get(row["post_id"], ""))) for row in rows)

        return SourceContents(
            program=self.name,
            site=options.site,
            title="Substack",
            people=[],
            topics=[],
            articles=articles,
            count=len(rows),
            losses=losses,
            paths={"/feed": "/feed.rss", "/archive": "/"},
        )


def find_list(bundle: Bundle) -> str | None:
    """Return the name of the list of posts, None if there is none."""
    for name in bundle.names:
        is_list = PurePosixPath(name).name.lower().endswith("posts.csv")
        if is_list and {"post_id", "is_published"} <= set(head_of(bundle, name)):
            return name
    return None


def head_of(bundle: Bundle, name: str) -> list[str]:
    """Return the headings of a file."""
    line = read_beginning(bundle, name, 2_000).lstrip("\ufeff").split("\n")[0]
    return [heading.strip(' "\r').lower() for heading in line.replace(";", ",").split(",")]


def read_file(bundle: Bundle, name: str) -> str:
    """Return the HTML in the file *name*, "" without one."""
    if not name:
        return ""
    with bundle.open(name) as stream:
        return stream.read(MAX_HTML).decode("utf-8-sig", "replace")


def read_post(row: Row, html: str) -> ArticleItem:
    """Return *row* of the list as an article or page; *html* is its text."""
    losses: list[Loss] = []
    key, _dot, slug = row["post_id"].partition(".")
    moment, reason = read_moment(row.get("post_date", "")), reason_of(row, html)
    if not html.strip():
        losses.append(Loss(LossKind.ITEM, "no file of its text"))
    sound = row.get("podcast_url", "").strip()
    player = f'<audio src="{escape(sound)}"></audio>' if sound.startswith("http") else ""
    is_page = row.get("type") == "page"
    return ArticleItem(
        key=key,
        title=plain(row.get("title", "")),
        body=clean_substack_html(PAYWALL.sub("<div>", html), losses) + player,
        original=html,
        standfirst=plain(row.get("subtitle", "")),
        slug=slug,
        created_at=moment,
        published_at=moment,
        updated_at=moment,
        is_public=not reason,
        hidden_reason=reason,
        is_page=is_page,
        paths=[f"/p/{slug}", *([f"/{slug}"] if is_page else [f"/p/{slug}/comments"])] if slug else [],
        losses=losses,
    )


def reason_of(row: Row, html: str) -> str:
    """Return why not everybody could read the post; "" if everybody could."""
    if row.get("is_published", "").strip().lower() != "true":
        return "draft"
    if row.get("type") in MAILED:
        return "sent by mail only"
    audience = row.get("audience", "").strip()
    if audience not in {"", "everyone"}:
        return f"for {audience}"
    return "a part for those who pay" if PAYWALL.search(html) else ""
