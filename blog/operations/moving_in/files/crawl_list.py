"""Addresses that an old site really had: a sitemap, or a list with one address a line."""

from collections.abc import Iterator
from pathlib import Path

from blog.operations.moving_in.files.export_files import Bundle, open_bundle
from blog.operations.moving_in.files.xml_reading import read_elements, text_of

MAX_ADDRESSES = 1_000_000
MAX_ADDRESS = 2_000
PLACES = frozenset({"loc"})


def read_crawl_list(path: Path) -> list[str]:
    """Return the addresses in the file, folder or zip at *path*, each once.

    Raises:
        ExportRefused: it is a trap.
    """
    found: dict[str, None] = {}
    with open_bundle(path) as bundle:
        for name in bundle.names:
            for address in read_addresses(bundle, name):
                found[address] = None
                if len(found) >= MAX_ADDRESSES:
                    return list(found)
    return list(found)


def read_addresses(bundle: Bundle, name: str) -> Iterator[str]:
    """Yield the addresses in one file: <loc> of a sitemap, else the first word of each line that is one."""
    with bundle.open(name) as stream:
        is_sitemap = b"<urlset" in stream.read(4_000)
    with bundle.open(name) as stream:
        if is_sitemap:
            texts = (text_of(found.element) for found in read_elements(stream, PLACES))
        else:
            texts = (line.decode("utf-8", "replace") for line in iter(lambda: stream.readline(MAX_ADDRESS * 4), b""))
        for text in texts:
            address = text.strip().strip("\"'").split(",")[0].split("\t")[0].strip().strip("\"'")
            if address.startswith(("http://", "https://", "/")) and len(address) <= MAX_ADDRESS:
                yield address
