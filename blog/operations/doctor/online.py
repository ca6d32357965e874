"""The checks that ask by a public address: the site itself, and its pictures at a CDN or bucket."""

from collections.abc import Iterator
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from sqlalchemy import select

from blog.database import AnySession
from blog.models import Picture
from blog.operations.doctor.findings import Diagnosis, ok, warn, wrong
from blog.pictures.files.storage import FileMissing, FileUnreadable, Storage

TIMEOUT_SECONDS = 10
MAX_BYTES = 32 * 2**20


def check_online(base_url: str) -> Iterator[Diagnosis]:
    """Say whether the site answers under its public address."""
    if not base_url.startswith(("https://", "http://")):
        yield wrong("site", "BLOG_BASE_URL is missing, so the site cannot be asked.")
        return
    address = f"{base_url}/healthz"
    try:
        with urlopen(Request(address, headers={"User-Agent": "broadsheet-doctor"}), timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
            status = answer.status
    except HTTPError as error:
        status = error.code
        error.close()
    except (URLError, OSError) as error:
        reason = getattr(error, "reason", None) or error
        yield wrong("site", f"{address} cannot be reached ({reason}): check the proxy, its certificate and the DNS.")
        return
    if status == 200:
        yield ok("site", f"{address} answers.")
    else:
        yield wrong("site", f"{address} answers {status}: check that the proxy leads to flask serve.")


def check_public_pictures(session: AnySession, kept: Storage, media_url: str) -> Iterator[Diagnosis]:
    """Fetch the newest picture as a reader does, and say whether it is what is *kept*; "" asks nothing."""
    newest = session.scalar(select(Picture).order_by(Picture.id.desc()).limit(1)) if media_url else None
    name = newest.path(min(newest.widths), "jpg") if newest and newest.widths else ""
    session.rollback()
    if not name:
        return
    address = f"{media_url.rstrip('/')}/{name}"
    try:
        own = kept.read(name)
    except (FileMissing, FileUnreadable):
        return  # Another check says so.
    try:
        yield judge_picture(address, own)
    except HTTPError as error:
        error.close()
        yield wrong("pictures", say_refusal(address, error.code))
    except (URLError, OSError) as error:
        reason = getattr(error, "reason", None) or error
        yield wrong("pictures", f"{address} cannot be reached ({reason}), so readers see no pictures: check the CDN.")


def judge_picture(address: str, own: bytes) -> Diagnosis:
    """Return what is to be said of the answer at *address*, which should be *own*; raise OSError."""
    request = Request(address, headers={"User-Agent": "broadsheet-doctor", "Accept": "image/*"})  # noqa: S310
    with urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
        led_to, headers, data = answer.url, answer.headers, answer.read(MAX_BYTES)
    if led_to != address:
        return wrong("pictures", f"{address} leads to {led_to}, which pages do not allow: name that address instead.")
    if data != own:
        return wrong("pictures", f"{address} answers with something else than the picture: check path and prefix.")
    if headers.get_content_type() != "image/jpeg":
        kind = headers.get_content_type()
        return wrong("pictures", f"{address} is sent as {kind}, which browsers may not show: let it be image/jpeg.")
    if "max-age" not in headers.get("Cache-Control", ""):
        return warn("pictures", f"{address} has no Cache-Control: browsers ask again for what never changes.")
    return ok("pictures", f"The newest picture is at {address} as it was stored.")


def say_refusal(address: str, status: int) -> str:
    """Return the sentence about a picture that was answered with an error."""
    if status in {401, 403}:
        return f"{address} answers {status}: let everybody read the objects below that prefix, but not list them."
    return f"{address} answers {status}, so readers see no pictures: check path and prefix of BLOG_MEDIA_PUBLIC_URL."
