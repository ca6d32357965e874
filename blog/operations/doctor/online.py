"""The check that asks the site itself, by its public address."""

from collections.abc import Iterator
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from blog.operations.doctor.findings import Diagnosis, ok, wrong

TIMEOUT_SECONDS = 10


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
