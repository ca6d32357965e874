"""Packages in ZIP form: office documents without metadata, books as they are, archives unopened."""

import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from blog.pictures.inspection.file_refusals import FileRefusal, Unacceptable

MAX_ENTRIES = 20_000
MAX_UNPACKED_BYTES = 500 * 2**20
MAX_RATIO = 250
"""Unpacked to packed size of what unpacks to more than SMALL_BYTES; text of office programs reaches 50."""
SMALL_BYTES = 20 * 2**20
MIMETYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
    b"application/epub+zip": "epub",
}
OFFICE_FOLDERS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
MACROS = re.compile(r"(?:.*/)?vba(?:Project|Data)[^/]*|(?:Basic|Scripts)/.+", re.IGNORECASE)
MISLEADING = re.compile(
    r"[/\\].*|[A-Za-z]:.*|(?:.*[/\\])?\.\.(?:[/\\].*)?|.*[\0-\x1f\u202a-\u202e\u2066-\u2069].*",
    re.DOTALL,
)
"""Names that lead out of the folder where they are unpacked, or are shown as another one than they are."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""Instead of when a part was written; no ZIP can say less."""
CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties'
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
)
PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties'
    ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/{name}"/>'
)
META = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3">'
    "<office:meta><dc:title>{title}</dc:title></office:meta></office:document-meta>"
)
METADATA = {
    "docProps/core.xml": CORE,
    "docProps/app.xml": PROPERTIES.replace("{name}", "extended-properties"),
    "docProps/custom.xml": PROPERTIES.replace("{name}", "custom-properties"),
    "meta.xml": META,
}
"""Parts that say who wrote a document, when and with what, each with what takes its place."""


def refuse_old_office(head: bytes, whole: Path) -> None:
    """Refuse a compound file: an old document, or a new one that a password protects."""
    if head.startswith(OLE):
        is_protected = "EncryptedPackage".encode("utf-16-le") in whole.read_bytes()
        raise Unacceptable(FileRefusal.PROTECTED if is_protected else FileRefusal.OLD_OFFICE)


def clean_package(source: Path, target: Path, title: str) -> str:
    """Write the package of *source* to *target*, an office document without metadata; return its suffix.

    Raises:
        Unacceptable: it is damaged or protected, has macros or misleading names, or is far larger unpacked.
    """
    try:
        with zipfile.ZipFile(source) as package:
            suffix = find_kind(package)
            check_names(package)
            if suffix != "zip":
                check_document(package)
            check_size(package, MAX_UNPACKED_BYTES if suffix != "zip" else None)
            if suffix in {"zip", "epub"}:
                target.write_bytes(source.read_bytes())
            else:
                write_without_metadata(package, target, title)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise Unacceptable(FileRefusal.DAMAGED) from error
    return suffix


def find_kind(package: zipfile.ZipFile) -> str:
    """Return the suffix of what *package* is; "zip" for one that is no document."""
    entries = package.infolist()
    if not entries or len(entries) > MAX_ENTRIES:
        raise Unacceptable(FileRefusal.EXPANDS if entries else FileRefusal.EMPTY)
    first, names = entries[0], {entry.filename for entry in entries}
    if first.filename == "mimetype" and first.file_size < 100:
        found = MIMETYPES.get(package.read(first).strip())
        if found:
            return found
    if "[Content_Types].xml" in names:
        return next((suffix for name, suffix in OFFICE_FOLDERS.items() if name in names), "zip")
    return "zip"


def check_document(package: zipfile.ZipFile) -> None:
    """Refuse a document that is protected, holds macros, or has two parts of a name."""
    entries = package.infolist()
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries) or "META-INF/rights.xml" in names or is_encrypted(package, names):
        raise Unacceptable(FileRefusal.PROTECTED)
    if any(MACROS.fullmatch(name) for name in names):
        raise Unacceptable(FileRefusal.MACROS)
    if len(names) < len(entries):
        raise Unacceptable(FileRefusal.DAMAGED)


def check_names(package: zipfile.ZipFile) -> None:
    """Refuse names of parts that lead elsewhere or are shown as what they are not."""
    if any(MISLEADING.fullmatch(name) for name in package.namelist()):
        raise Unacceptable(FileRefusal.NAMES)


def check_size(package: zipfile.ZipFile, limit: int | None) -> None:
    """Refuse what is far larger unpacked, or, where there is a *limit*, larger than that."""
    entries = package.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if (limit and unpacked > limit) or (unpacked > SMALL_BYTES and unpacked > MAX_RATIO * packed):
        raise Unacceptable(FileRefusal.EXPANDS)


def is_encrypted(package: zipfile.ZipFile, names: set[str]) -> bool:
    """Return whether parts are encrypted as OpenDocument (part 2, 4.4) and EPUB (OCF 4.2) do it; not fonts alone."""
    said = {"META-INF/manifest.xml": b"encryption-data", "META-INF/encryption.xml": b"xmlenc#aes"}
    return any(sign in package.read(name) for name, sign in said.items() if name in names and is_small(package, name))


def is_small(package: zipfile.ZipFile, name: str) -> bool:
    """Return whether the part *name* can be read at once."""
    return package.getinfo(name).file_size <= SMALL_BYTES


def write_without_metadata(package: zipfile.ZipFile, target: Path, title: str) -> None:
    """Write *package* to *target* part by part, in the same order, with other metadata and without times."""
    with zipfile.ZipFile(target, "w") as cleaned:
        for entry in package.infolist():
            part = zipfile.ZipInfo(entry.filename, FIRST_DAY)
            part.compress_type = entry.compress_type
            if entry.filename in METADATA:
                cleaned.writestr(part, METADATA[entry.filename].replace("{title}", escape(title)))
                continue
            part.file_size = entry.file_size
            with package.open(entry) as old, cleaned.open(part, "w") as new:
                while block := old.read(2**20):
                    new.write(block)
