"""All sources, those that recognise their exports most surely first, and the run of an export of one of them."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from blog.operations.moving_in.door import ReadingOptions, Source, find_source
from blog.operations.moving_in.files.crawl_list import read_crawl_list
from blog.operations.moving_in.files.export_files import open_bundle
from blog.operations.moving_in.files.media_index import MediaIndex
from blog.operations.moving_in.imported_items import Say
from blog.operations.moving_in.importing import ImportRun
from blog.operations.moving_in.moving_report import MovingReport
from blog.operations.moving_in.sources.blogger.blogger_source import BloggerSource
from blog.operations.moving_in.sources.broadsheet.broadsheet_source import BroadsheetSource
from blog.operations.moving_in.sources.easyblog.easyblog_source import EasyBlogSource
from blog.operations.moving_in.sources.feed.feed_source import FeedSource
from blog.operations.moving_in.sources.ghost.ghost_source import GhostSource
from blog.operations.moving_in.sources.joomla.joomla_source import JoomlaSource
from blog.operations.moving_in.sources.markdown_folder.markdown_source import MarkdownSource
from blog.operations.moving_in.sources.medium.medium_source import MediumSource
from blog.operations.moving_in.sources.substack.substack_source import SubstackSource
from blog.operations.moving_in.sources.wordpress.wordpress_source import WordPressSource
from blog.operations.moving_in.storing.imported_files import ImportedFiles
from blog.operations.moving_in.storing.imported_pictures import ImportedPictures, PictureSource
from blog.operations.moving_in.storing.imported_readers import ReaderImportOptions
from blog.operations.moving_in.storing.imported_topics import TAGS_FROM
from blog.operations.moving_in.storing.pictures_under_way import pictures_under_way
from blog.pictures.attachments.attachment_upload import current_file_limits
from blog.pictures.files.decoder_process import decoding_many
from blog.pictures.files.storage import Storage
from blog.pictures.files.upload import UploadLimits

SOURCES: tuple[Source, ...] = (
    BroadsheetSource(), WordPressSource(), GhostSource(), EasyBlogSource(), JoomlaSource(), SubstackSource(),
    MediumSource(), BloggerSource(), MarkdownSource(), FeedSource(),
)  # fmt: skip


@dataclass(frozen=True)
class SiteImportOptions:
    """What the operator says of an import."""

    program: str = ""
    """Which program the export is of; "" lets it be recognised."""
    site: str = ""
    """Address of the old site, where the export does not say."""
    media: Sequence[Path] = ()
    """Folders, archives and files with pictures."""
    hosts: frozenset[str] = frozenset()
    """Hosts from which pictures may be fetched."""
    tags_from: int = TAGS_FROM
    types: frozenset[str] = frozenset()
    zone: tzinfo = UTC
    """Zone of times that name none."""
    is_again: bool = False
    addresses: Path | None = None
    """Sitemap, or list of addresses that the old site had."""
    readers: ReaderImportOptions = field(default_factory=ReaderImportOptions)
    say: Say = lambda _phase, _done, _all: None
    """Told how far an export is that is taken in as a whole."""


def begin_run(
    stack: ExitStack, path: Path, choices: SiteImportOptions, kept: Storage, limits: UploadLimits, now: datetime
) -> ImportRun:
    """Return the run of the export at *path*, whose files *stack* closes.

    Raises:
        ExportRefused: it is none that is known, cannot be read, or is a trap.
    """
    stack.enter_context(decoding_many())
    bundle = stack.enter_context(open_bundle(path))
    media = [bundle, *(stack.enter_context(open_bundle(folder)) for folder in choices.media)]
    crawled = read_crawl_list(choices.addresses) if choices.addresses else []
    options = ReadingOptions(choices.site.rstrip("/"), choices.zone, choices.types, choices.say, crawled)
    contents = find_source(bundle, SOURCES, choices.program).read(bundle, options)
    files = PictureSource(MediaIndex(media), frozenset(host.lower() for host in choices.hosts))
    pictures = ImportedPictures("", files, kept, limits, now)
    pictures.under_way = stack.enter_context(pictures_under_way(limits.lock_folder))
    documents = ImportedFiles(contents.site, files, kept, current_file_limits(), now)
    run = ImportRun(contents, pictures, documents, now, choices.tags_from, MovingReport(), choices.is_again)
    run.readers = choices.readers
    return run
