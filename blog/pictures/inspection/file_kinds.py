"""Kinds of files that are taken, and how each is named and sent."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FileKind:
    """One kind of file: its suffix, which is also how it is stored, how people call it, and its media type.

    *is_inline* says that browsers show or play it instead of saving it.
    """

    suffix: str
    label: str
    media_type: str
    is_sound: bool = False
    is_inline: bool = False


OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    kind.suffix: kind
    for kind in (
        FileKind("pdf", "PDF", "application/pdf", is_inline=True),
        FileKind("odt", "ODT", f"{OPEN_DOCUMENT}.text"),
        FileKind("ods", "ODS", f"{OPEN_DOCUMENT}.spreadsheet"),
        FileKind("odp", "ODP", f"{OPEN_DOCUMENT}.presentation"),
        FileKind("docx", "DOCX", f"{OFFICE}.wordprocessingml.document"),
        FileKind("xlsx", "XLSX", f"{OFFICE}.spreadsheetml.sheet"),
        FileKind("pptx", "PPTX", f"{OFFICE}.presentationml.presentation"),
        FileKind("epub", "EPUB", "application/epub+zip"),
        FileKind("csv", "CSV", "text/csv; charset=utf-8"),
        FileKind("zip", "ZIP", "application/zip"),
        FileKind("mp3", "MP3", "audio/mpeg", is_sound=True, is_inline=True),
        FileKind("ogg", "Ogg", "audio/ogg", is_sound=True, is_inline=True),
        FileKind("m4a", "M4A", "audio/mp4", is_sound=True, is_inline=True),
    )
}
"""By suffix. No HTML and no SVG: they are programs."""
SUFFIXES = ",".join(f".{suffix}" for suffix in (*KINDS, "opus", "oga", "m4b"))
"""For the accept attribute of file choosers."""
