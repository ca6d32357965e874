"""PDF without metadata, scripts and files inside it, by pikepdf (qpdf)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from blog.pictures.inspection.file_refusals import FileNote, FileRefusal, Unacceptable

METADATA = ("/Metadata", "/PieceInfo", "/LastModified")
"""Of any object: XMP, data of the programs that made it, time of its last change (ISO 32000-1, 14.3 and 14.5)."""
EVENTS = "/AA"
"""Actions that begin by themselves when a page or field is met."""
EMBEDDED = ("/EF", "/EmbeddedFiles", "/AF")
ACTIVE = {"/JavaScript", "/Launch", "/ImportData", "/Rendition", "/Movie", "/Sound", "/RichMediaExecute", "/GoToE"}
"""Actions that run a program, play something or open a file (ISO 32000-1, 12.6.4)."""
MAX_DEPTH = 60


def clean_pdf(source: Path, target: Path, title: str) -> list[FileNote]:
    """Write the PDF of *source* to *target* with nothing said about its making but *title*; return what to tell.

    A signed one is copied as it is, since a change would break the signature.

    Raises:
        Unacceptable: it is protected, damaged, or signed with scripts in it.
    """
    try:
        with pikepdf.open(source) as pdf:
            return clean_opened(pdf, source, target, title)
    except pikepdf.PasswordError as error:
        raise Unacceptable(FileRefusal.PROTECTED) from error
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError) as error:
        raise Unacceptable(FileRefusal.DAMAGED) from error


def clean_opened(pdf: pikepdf.Pdf, source: Path, target: Path, title: str) -> list[FileNote]:
    """Clean the opened *pdf* and write it."""
    if pdf.is_encrypted:
        raise Unacceptable(FileRefusal.PROTECTED)
    if not len(pdf.pages):
        raise Unacceptable(FileRefusal.DAMAGED)
    accessible_part = read_accessible_part(pdf)
    is_signed = any("/ByteRange" in each for each in dictionaries(pdf))
    notes = remove_dangers(pdf)
    if is_signed:
        if FileNote.SCRIPTS_REMOVED in notes:
            raise Unacceptable(FileRefusal.ACTIVE_SIGNED)
        target.write_bytes(source.read_bytes())
        return [FileNote.SIGNED]
    write_title(pdf, title, accessible_part)
    pdf.save(target, linearize=True, deterministic_id=True)
    return notes


def read_accessible_part(pdf: pikepdf.Pdf) -> str:
    """Return the part of PDF/UA (ISO 14289) that the file says it follows; "" for none."""
    try:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            return str(metadata.get("pdfuaid:part", ""))[:2]
    except Exception:
        return ""  # Metadata that cannot be read is removed like the rest.


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every dictionary of *pdf*, those of streams and those within others too."""
    for number in range(len(pdf.objects)):
        yield from within(pdf.objects[number], 0)


def within(value: Any, depth: int) -> Iterator[Any]:
    """Yield the dictionaries that *value* is and holds; an indirect object is met elsewhere."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        yield value
        held = [value[key] for key in list(value.keys())]
    elif isinstance(value, pikepdf.Array):
        held = list(value)
    else:
        return
    for each in held:
        if isinstance(each, pikepdf.Object) and not each.is_indirect:
            yield from within(each, depth + 1)


def remove_dangers(pdf: pikepdf.Pdf) -> list[FileNote]:
    """Take metadata, scripts and embedded files out of *pdf*; return what was found beside metadata."""
    notes: dict[FileNote, None] = {}
    for each in list(dictionaries(pdf)):
        for name in METADATA:
            drop(each, name)
        is_active = str(each.get("/S", "")) in ACTIVE or "/JS" in each
        if is_active:
            for name in list(each.keys()):
                drop(each, name)
        if drop(each, EVENTS) or drop(each, "/JavaScript") or drop(each, "/XFA") or is_active:
            notes[FileNote.SCRIPTS_REMOVED] = None
        if {name for name in EMBEDDED if drop(each, name)}:
            notes[FileNote.EMBEDDED_REMOVED] = None
    drop(pdf.trailer, "/Info")
    return list(notes)


def drop(dictionary: Any, name: str) -> bool:
    """Delete *name* from *dictionary*, and return whether it was there."""
    is_there = name in dictionary
    if is_there:
        del dictionary[name]
    return is_there


def write_title(pdf: pikepdf.Pdf, title: str, accessible_part: str) -> None:
    """Give *pdf* its public *title*, which people who hear it are told first (WCAG 2.2, 2.4.2)."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
        if accessible_part.isdigit():
            metadata["pdfuaid:part"] = accessible_part
