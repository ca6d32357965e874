"""Links of the old site to itself: written as paths, which lead on here, whatever their scheme and host were."""

from urllib.parse import urljoin, urlsplit, urlunsplit

from blog.operations.moving_in.conversion.linked_files import is_file_path
from blog.operations.moving_in.conversion.picture_nodes import PICTURE_FILE
from blog.text.markdown.pasting.link_cleaning import clean_address

OURS = "https://own-site.invalid"
"""Stands before a path on this site while a text is converted, since a pasted path would lead nowhere (RFC 6761)."""
CALL = "https://call.invalid/"
"""The same for tel: links."""


class OwnLinks:
    """The links of one text, read at *page*, on the old site *site*; *found* are those to the site itself."""

    def __init__(self, site: str, page: str = "") -> None:
        self.site = site.rstrip("/")
        self.host = bare_host(site)
        self.base = urljoin(f"{self.site}/", page) if self.site else page
        self.found: list[str] = []
        self.files: dict[str, str] = {}
        """Addresses of documents and recordings, also of other sites, by what stands for them in the Markdown."""

    def complete(self, address: str) -> str:
        """Return *address* with scheme and host, "" of what is none."""
        try:
            return urljoin(self.base, address.strip()) if self.base else address.strip()
        except ValueError:
            return ""

    def rewrite(self, address: str) -> str:
        """Return *address* as the converter is to read it."""
        address = address.strip()
        if address.startswith(("#", "mailto:")):
            return address
        if address.startswith("tel:"):
            return CALL + address.removeprefix("tel:")
        whole = self.complete(address)
        try:
            parts = urlsplit(whole)
        except ValueError:
            return ""
        if is_file_path(parts.path):
            return self.note_file(whole)
        if not self.is_own(whole) or PICTURE_FILE.search(parts.path):
            return whole
        path = urlunsplit(("", "", parts.path or "/", parts.query, parts.fragment))
        path = path if path.startswith("/") else f"/{path}"
        written = clean_address(OURS + path) or ""
        self.found += [written.removeprefix(OURS)] if written else []
        return written

    def note_file(self, whole: str) -> str:
        """Note the file at *whole*, a complete address, and return it as the converter is to read it."""
        has_host = bool(urlsplit(whole).netloc)
        written = clean_address(whole if has_host else f"{OURS}/{whole.lstrip('/')}") or ""
        if written:
            self.files[written.removeprefix(OURS)] = whole
        return written

    def own_files(self) -> list[str]:
        """Return the addresses of the files on the old site itself, each once."""
        return [address for address in dict.fromkeys(self.files.values()) if self.is_own(address)]

    def is_own(self, address: str) -> bool:
        """Return whether *address* is on the old site."""
        parts = urlsplit(address)
        is_ours = bare_host(address) == self.host if self.host else not parts.scheme and not parts.netloc
        return is_ours and parts.scheme in {"http", "https", ""}


def bare_host(address: str) -> str:
    """Return the host of *address* without www; "" of a path."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def finish_links(markdown: str) -> str:
    """Return *markdown* with paths and calls as they are to stand."""
    return markdown.replace(f"]({OURS}", "](").replace(f"]({CALL}", "](tel:")
