"""What a page costs when it is made, against the same application answering /healthz; and what it weighs."""

import time
from collections.abc import Callable, Iterator

from flask.testing import FlaskClient

from benchmarks.server import PAGE, fill
from benchmarks.stage import ADDRESS, set_stage
from blog.web.cache.site_values import VERSION

FEW, MANY = 200, 100_000
ROUNDS = 300
KNOWN = {VERSION: 1}
"""A version of the content, as the page cache hands it over with a page that it may not keep."""
PAGES = (("front page", "/"), ("article", PAGE), ("topic", "/topics/topic-1"), ("archive", "/archive/2026/5"))


def measure() -> Iterator[str]:
    """Yield a line for each page."""
    few, many = (measure_pages(articles) for articles in (FEW, MANY))
    for name, path in PAGES:
        (made, weight, yardstick), (later, _, _) = few[path], many[path]
        yield (
            f"{name}, made each time: {made:.2f} ms, {made / yardstick:.1f} of /healthz; {weight:,} bytes with br;"
            f" {later:.2f} ms with {MANY:,} articles, {later / made:.2f} of {FEW}"
        )


def measure_pages(articles: int) -> dict[str, tuple[float, int, float]]:
    """Return for each path the milliseconds of processor, the bytes, and the milliseconds of /healthz."""
    with set_stage(PAGE_CACHE_BYTES=0) as app:
        fill(articles)
        client = app.test_client()
        yardstick = cost(client, "/healthz")
        return {path: (cost(client, path), weigh(client, path), yardstick) for _, path in PAGES}


def cost(client: FlaskClient, path: str) -> float:
    """Return the milliseconds that a page takes."""
    return least_time(lambda: get(client, path))


def least_time(deed: Callable[[], object]) -> float:
    """Return the milliseconds of the tenth of rounds that were least disturbed by other work of the machine."""
    deed()
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        deed()
        times.append(time.perf_counter() - began)
    return sorted(times)[ROUNDS // 10] * 1000


def get(client: FlaskClient, path: str) -> bytes:
    """Ask for a page as a browser does that accepts gzip."""
    return client.get(path, base_url=ADDRESS, headers={"Accept-Encoding": "gzip"}, environ_overrides=KNOWN).data


def weigh(client: FlaskClient, path: str) -> int:
    """Return the bytes of a page, its style sheets and scripts, as brotli sends them."""
    addresses = (path, *assets_of(client, path))
    headers = {"Accept-Encoding": "br"}
    return sum(len(client.get(address, base_url=ADDRESS, headers=headers).data) for address in addresses)


def assets_of(client: FlaskClient, path: str) -> list[str]:
    """Return the style sheets and scripts of a page."""
    page = client.get(path, base_url=ADDRESS).get_data(as_text=True)
    return sorted({part.split('"')[0] for part in page.split('"') if part.startswith("/assets/")})
