"""HTTP GET of a page elsewhere that reaches no private network: each address is checked, then connected to."""

import socket
import ssl
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from threading import Timer
from time import monotonic
from urllib.parse import SplitResult, urljoin, urlsplit

from blog.web.access.outgoing.outside_network import Network, seconds_until

MAX_BYTES = 256 * 1024
"""What is read of a page; title and description stand at its beginning."""
MAX_REDIRECTS = 3
MAX_ADDRESS = 2_000
PORTS = {"http": 80, "https": 443}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
TYPES = frozenset({"text/html", "application/xhtml+xml", "application/json"})
UNICAST = IPv6Network("2000::/3")
"""All of IPv6 that is given out for the public network (RFC 4291 2.4); fec0::/10 was for private ones."""
RESERVED = (ip_network("192.88.99.0/24"), ip_network("3fff::/20"))
"""Relays to 6to4 (RFC 7526), and documentation (RFC 9637), which are not known as such everywhere."""
ISATAP = frozenset({0x00005EFE, 0x02005EFE})
"""Before an address of IPv4 in the second half of one of IPv6 (RFC 5214 6.1)."""
HEADERS = {"Accept-Encoding": "identity", "Connection": "close"}


@dataclass(frozen=True)
class Wanted:
    """What is asked for, and read; *hosts* are the only ones that are asked, None stands for any."""

    types: frozenset[str] | None = TYPES
    """Media types; None stands for any."""
    max_bytes: int = MAX_BYTES
    purpose: str = "link preview"
    is_whole: bool = False
    """Whether an answer that is longer is refused, instead of being cut."""
    hosts: frozenset[str] | None = None
    max_redirects: int = MAX_REDIRECTS
    may_be_private: bool = False
    """Whether *hosts*, which only their owner has certificates for, may stand in a network that is not public."""


PAGE = Wanted()


class FetchFailure(StrEnum):
    """Why a page cannot be read."""

    ADDRESS = "address"
    """It is no address of a page: http or https, on their own ports, without a password."""
    PRIVATE = "private"
    """It, or what it redirects to, is in a network that is not public."""
    UNREACHABLE = "unreachable"
    """No connection, no right certificate, or no answer in time."""
    REFUSED = "refused"
    """The answer is an error, or a redirect too many."""
    TYPE = "type"
    """It is not of a type that is wanted: for a page, a file, a picture or a film."""
    SIZE = "size"
    """It is longer than what is wanted whole may be."""
    HOST = "host"
    """It, or what it redirects to, is on a host that was not named."""


class NotFetched(Exception):
    """The page was not read; *reason* says why."""

    def __init__(self, reason: FetchFailure) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class FetchedPage:
    """The beginning of a page, its media type, the charset that its server names or "", and where it was found."""

    address: str
    media_type: str
    charset: str
    body: bytes


def fetch_page(address: str, network: Network, wanted: Wanted = PAGE, ends_at: float | None = None) -> FetchedPage:
    """Return the page at *address*, as far as it is *wanted*, each redirect checked like the first.

    All of it ends at *ends_at* on the monotonic clock, or after the seconds of *network*.

    Raises:
        NotFetched: it is none, is not public, or does not answer as a page does.
    """
    if ends_at is None:
        ends_at = monotonic() + network.max_seconds
    for _ in range(wanted.max_redirects + 1):
        parts = check_address(address)
        if wanted.hosts is not None and parts.hostname not in wanted.hosts:
            raise NotFetched(FetchFailure.HOST)
        page = request_page(parts, network, wanted, ends_at)
        if isinstance(page, FetchedPage):
            return page
        address = join_address(address, page)
    raise NotFetched(FetchFailure.REFUSED)


def join_address(base: str, reference: str) -> str:
    """Return the address that a page at *base* means by *reference*, or refuse it."""
    try:
        return urljoin(base, reference)
    except ValueError:
        raise NotFetched(FetchFailure.ADDRESS) from None


def check_address(address: str) -> SplitResult:
    """Return the parts of *address*, or refuse it."""
    try:
        parts = urlsplit(address)
        port, host = parts.port, (parts.hostname or "").encode("idna").decode()
    except ValueError:
        raise NotFetched(FetchFailure.ADDRESS) from None
    is_plain = address.isascii() and address.isprintable() and " " not in address and len(address) <= MAX_ADDRESS
    if not (is_plain and host) or parts.scheme not in PORTS or "@" in parts.netloc:
        raise NotFetched(FetchFailure.ADDRESS)
    if port not in {None, PORTS[parts.scheme]}:
        raise NotFetched(FetchFailure.ADDRESS)
    return parts


def request_page(parts: SplitResult, network: Network, wanted: Wanted, ends_at: float) -> FetchedPage | str:
    """Return the page, or the address to which it redirects; everything ends at *ends_at*."""
    host, port = parts.hostname or "", PORTS[parts.scheme]
    try:
        connection = HTTPConnection(host, port)
        found_ips = network.resolve(host, port, seconds_until(ends_at))
        ip = found_ips[0] if wanted.may_be_private else find_public_ip(found_ips)
        connection.sock = network.connect(ip, port, seconds_until(ends_at))
        with closing(connection), closing(connection.sock.dup()) as watched:
            # A duplicate, since TLS takes the socket over: what is shut down is the connection behind both.
            watch = Timer(seconds_until(ends_at), end_connection, [watched])
            watch.daemon = True
            watch.start()
            try:
                found = ask(connection, parts, wanted)
            finally:
                watch.cancel()
        if wanted.is_whole:
            seconds_until(ends_at)  # What was broken off looks like an answer that has ended.
    except (OSError, HTTPException, ValueError):
        raise NotFetched(FetchFailure.UNREACHABLE) from None
    return found


def find_public_ip(found: Sequence[str]) -> str:
    """Return the address to connect to of those *found* for a host, so that no later answer of its name server counts.

    Raises:
        NotFetched: one of its addresses is not public.
    """
    if not found or not all(map(is_public, found)):
        raise NotFetched(FetchFailure.PRIVATE)
    return found[0]


def is_public(ip: str) -> bool:
    """Return whether *ip* is an address of the public network, also where it stands for one of IPv4."""
    address = ip_address(ip.partition("%")[0])
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return is_public(str(address.ipv4_mapped))
        if address not in UNICAST or address.sixtofour or address.teredo:
            return False
        if int(address) >> 32 & 0xFFFFFFFF in ISATAP and not is_public(str(IPv4Address(int(address) & 0xFFFFFFFF))):
            return False
    if any(address in network for network in RESERVED):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def end_connection(connection: socket.socket) -> None:
    """Break *connection* off, whichever thread is reading from it."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def ask(connection: HTTPConnection, parts: SplitResult, wanted: Wanted = PAGE) -> FetchedPage | str:
    """Return what is answered on an open *connection*."""
    if parts.scheme == "https":
        connection.sock = ssl.create_default_context().wrap_socket(connection.sock, server_hostname=parts.hostname)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    said = {"User-Agent": f"Broadsheet ({wanted.purpose})", "Accept": ", ".join(sorted(wanted.types or {"*/*"}))}
    connection.request("GET", path, headers={**HEADERS, **said, "Host": parts.hostname or ""})
    with closing(connection.getresponse()) as answer:
        if answer.status in REDIRECTS:
            return answer.getheader("Location") or ""
        return read_answer(answer, parts, wanted)


def read_answer(answer: HTTPResponse, parts: SplitResult, wanted: Wanted = PAGE) -> FetchedPage:
    """Return an answer that is wanted, or its beginning."""
    media_type = answer.headers.get_content_type()
    if answer.status != 200:
        raise NotFetched(FetchFailure.REFUSED)
    if wanted.types is not None and media_type not in wanted.types:
        raise NotFetched(FetchFailure.TYPE)
    body = answer.read(wanted.max_bytes + wanted.is_whole)
    if len(body) > wanted.max_bytes:
        raise NotFetched(FetchFailure.SIZE)
    if wanted.is_whole and answer.length:
        raise NotFetched(FetchFailure.UNREACHABLE)
    return FetchedPage(parts.geturl(), media_type, answer.headers.get_content_charset() or "", body)
