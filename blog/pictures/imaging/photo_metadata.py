"""Texts in picture files: what agencies and photographers write into them (IPTC Photo Metadata Standard 2025.1)."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields

from PIL import Image

from blog.pictures.imaging.exif_metadata import read_exif, write_exif
from blog.pictures.imaging.iptc_metadata import read_iptc
from blog.pictures.imaging.xmp_metadata import read_xmp, write_xmp
from blog.text.cleaning import clean_line

MAX_TEXT = 2000
"""Characters of one text: IPTC's own limit for a caption."""


@dataclass(frozen=True)
class PhotoMetadata:
    """What a file says of its photo; empty where it says nothing."""

    alt: str = ""
    caption: str = ""
    creator: str = ""
    credit: str = ""
    """Who is to be named, such as an agency."""
    copyright: str = ""

    def credit_line(self) -> str:
        """Return whom to name beside the photo: creator/credit, then the copyright notice."""
        is_repeated = self.creator.casefold() in self.credit.casefold()
        names = "/".join(text for text in ("" if is_repeated else self.creator, self.credit) if text)
        is_known = self.copyright.casefold() in names.casefold()
        return ", ".join(text for text in (names, "" if is_known else self.copyright) if text)


READERS: tuple[Callable[[Image.Image], dict[str, str]], ...] = (read_xmp, read_iptc, read_exif)
"""The newest first: programs that write two of them may leave the older ones behind."""


def read_texts(image: Image.Image) -> PhotoMetadata:
    """Return the texts in the file of *image*, which is loaded; what cannot be read is left out."""
    found = dict.fromkeys((field.name for field in fields(PhotoMetadata)), "")
    for texts in try_readers(image):
        for name, text in texts.items():
            found[name] = found[name] or clean_line(text)[:MAX_TEXT]
    return PhotoMetadata(**found)


def try_readers(image: Image.Image) -> Iterator[dict[str, str]]:
    """Yield the texts that each reader finds."""
    for read in READERS:
        try:
            yield read(image)
        except Exception:  # noqa: S112  Broken metadata does not spoil the picture.
            continue


def make_metadata(texts: PhotoMetadata) -> dict[str, bytes]:
    """Return *texts* as blocks for our own files, by Pillow's names; none when there are no texts."""
    found = asdict(texts)
    return {"xmp": write_xmp(found), "exif": write_exif(found)} if any(found.values()) else {}
