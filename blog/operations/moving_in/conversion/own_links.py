"""Links of the old site to itself: written as paths, which lead on here, whatever their scheme and host were."""

from urllib.parse import urljoin, urlsplit, urlunsplit

from blog.operations.moving_in.conversion.picture_nodes import PICTURE_FILE
from blog.text.markdown.pasting.link_cleaning import clean_address

OURS = "https://own-site.invalid"
"""Stands before a path on this site while a text is converted, since a pasted path would lead nowhere (RFC 6761)."""
CALL = "https://call.invalid/"
"""The same for tel: links."""
FILE_ENDS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".zip", ".mp3", ".mp4", ".m4a", ".ogg", ".csv")


class OwnLinks:
    """The links of one text, read at *page*, on the old site *site*; *found* are those to the site itself."""

    def __init__(self, site: str, page: str = "") -> None:
        self.site = site.rstrip("/")
        self.host = bare_host(site)
        self.base = urljoin(f"{self.site}/", page) if self.site else page
        self.found: list[str] = []
        self.files: list[str] = []

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
        is_file = parts.path.lower().endswith(FILE_ENDS)
        if not self.is_own(whole) or is_file or PICTURE_FILE.search(parts.path):
            self.files += [whole] if is_file and self.is_own(whole) else []
            return whole
        path = urlunsplit(("", "", parts.path or "/", parts.query, parts.fragment))
        path = path if path.startswith("/") else f"/{path}"
        written = clean_address(OURS + path) or ""
        self.found += [written.removeprefix(OURS)] if written else []
        return written

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
