"""The source WordPress: one WXR file, several that belong together, or an archive of them."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from flask_babel import gettext as _

from blog.operations.moving_in.door import ReadingOptions, read_beginning
from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.imported_items import ArticleItem, ExportRefused, SourceContents
from blog.operations.moving_in.sources.wordpress.wxr_posts import read_post
from blog.operations.moving_in.sources.wordpress.wxr_reader import WxrItem
from blog.operations.moving_in.sources.wordpress.wxr_survey import (
    ARTICLE_TYPES,
    LEFT_OUT,
    WxrSurvey,
    edition_of,
    read_parts,
)

SIGNS = ("wordpress.org/export/", "wxr_version", "<wp:post_id", "wp:post_type")


class WordPressSource:
    """Reads WXR."""

    name = "wordpress"

    def recognise(self, bundle: Bundle) -> bool:
        """Return whether a file of *bundle* names the format."""
        return any(self.files(bundle))

    def files(self, bundle: Bundle) -> Iterator[str]:
        """Yield the files that are WXR."""
        for name in bundle.names:
            if name.lower().endswith((".xml", ".wxr", ".txt")) and is_wxr(read_beginning(bundle, name)):
                yield name

    def read(self, bundle: Bundle, options: ReadingOptions) -> SourceContents:
        """Return what all files hold together."""
        names, survey = list(self.files(bundle)), WxrSurvey()
        if not names:
            raise ExportRefused(_("There is no export of WordPress in it."))
        for part in read_parts(bundle, names):
            survey.take(part, options.types)
        survey.site = options.site or survey.site
        types = ARTICLE_TYPES | options.types

        def articles() -> Iterator[ArticleItem]:
            for part in read_parts(bundle, names):
                if isinstance(part, WxrItem) and is_article(part, types) and is_newest(part, survey):
                    yield read_post(part, survey, options.zone)

        return SourceContents(
            program=self.name,
            site=survey.site,
            title=survey.title,
            people=list(survey.people.values()),
            topics=list(survey.topics()),
            articles=articles,
            count=survey.count,
            pictures={picture.address: picture for picture in survey.attachments.values()},
            losses=[*survey.losses, *survey.unused()],
            translations=survey.languages.translations(),
            paths=feed_paths(urlsplit(survey.site).path.rstrip("/")),
        )


def feed_paths(base: str) -> dict[str, str]:
    """Return the addresses of the feeds of a site below *base*, and the path here."""
    atom = {f"{base}/?feed=atom": "/feed.atom"}
    return {f"{base}/{one}": "/feed.rss" for one in ("feed/", "comments/feed/", "feed/atom/", "?feed=rss2")} | atom


def is_article(item: WxrItem, types: frozenset[str]) -> bool:
    """Return whether *item* is taken in."""
    return (item.get("post_type") or "post") in types and item.get("status") not in LEFT_OUT


def is_newest(item: WxrItem, survey: WxrSurvey) -> bool:
    """Return whether no file has *item* as it was changed later."""
    return item.get("post_modified_gmt") >= survey.newest.get(edition_of(item), "")


def is_wxr(text: str) -> bool:
    """Return whether *text* is the beginning of a WXR file."""
    return "<rss" in text and any(sign in text for sign in SIGNS)
