"""The door of the sources: each recognises its export, and reads it as neutral items."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Protocol

from flask_babel import gettext as _

from blog.operations.moving_in.files.character_sets import decoder_of
from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.imported_items import ExportRefused, Say, SourceContents


@dataclass(frozen=True)
class ReadingOptions:
    """What the operator says of an export."""

    site: str = ""
    """Address of the old site, where the export does not say."""
    zone: tzinfo = UTC
    """Zone of times that name none."""
    types: frozenset[str] = frozenset()
    """Further types of WordPress posts that are articles."""
    say: Say = lambda _phase, _done, _all: None
    """Told how far the reading is, where an export is read as a whole."""
    crawled: Sequence[str] = ()
    """Addresses that the old site really had, such as those of its sitemap."""


class Source(Protocol):
    """One program whose exports can be read."""

    name: str

    def recognise(self, bundle: Bundle) -> bool:
        """Return whether *bundle* is an export of this program; reads its beginning alone, a dump as far as need be."""

    def read(self, bundle: Bundle, options: ReadingOptions) -> SourceContents:
        """Look the export through once, and return what is in it.

        Raises:
            ExportRefused: it cannot be read, or is a trap.
        """


def find_source(bundle: Bundle, sources: tuple[Source, ...], name: str = "") -> Source:
    """Return the source called *name*, or without a name the first that recognises *bundle*.

    Raises:
        ExportRefused: none does.
    """
    for source in sources:
        if source.name == name or (not name and source.recognise(bundle)):
            return source
    known = ", ".join(source.name for source in sources)
    raise ExportRefused(_("This is no export that is known. Known are: %(names)s.", names=known))


def read_beginning(bundle: Bundle, name: str, size: int = 65_536) -> str:
    """Return the first *size* bytes of the file *name* as text, without a byte order mark."""
    with bundle.open(name) as stream:
        head = stream.read(size)
    return decoder_of(head).decode(head).removeprefix("\ufeff")
