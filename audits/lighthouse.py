"""Lighthouse on the front page and two articles of the demo newsroom, as phone and as desk."""

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from tests.system.browser import find_chromium
from tests.system.newsroom import Newsroom, wait_until

SCRIPT = Path(__file__).parent / "node_modules/lighthouse/cli/index.js"
ROUNDS = 3
"""Of which the middle one counts, since other work on the machine disturbs the clock."""
SLOWEST_PAINT_MS = 1200
"""Largest contentful paint on a phone."""
BARE_BYTES, BARE_REQUESTS = 50 * 1024, 7
"""What an article without a photo may load with its serif, headers included; small photos of related articles apart."""
TRIES = 3
"""Of one measurement: on a busy machine Chromium sometimes hands over a trace without a paint."""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def judge() -> Iterator[tuple[str, bool]]:
    """Yield a line for each page and device: the four categories, shift, paint, bytes and requests."""
    with open_site() as (site, pages):
        for device in ("mobile", "desktop"):
            for page in pages:
                reports = [measure(site.address + page, device) for _ in range(ROUNDS)]
                yield sum_up(f"{device} {page}", reports, is_bare=page == pages[-1])


@contextmanager
def open_site() -> Iterator[tuple[Newsroom, list[str]]]:
    """Found the demo newsroom, wait for its pictures, and serve it without its worker, which would disturb.

    The server, its cache and its compression are those of production, which itself would demand https.
    """
    with tempfile.TemporaryDirectory() as folder:
        site = Newsroom(Path(folder), {})
        site.flask("db", "upgrade")
        site.flask("demo")
        site.start()
        wait_until(lambda: has_all_formats(site.get("/")), "the pictures of the front page")
        pages = ["/", *find_articles(site)]
        wait_until(lambda: all(has_all_formats(site.get(page)) for page in pages), "all pictures")
        site.stop()
        site.start("--no-worker")
        try:
            yield site, pages
        finally:
            site.stop()


def has_all_formats(html: bytes) -> bool:
    """Return whether the worker has made every picture of a page in the best format."""
    return html.count(b"<picture") == html.count(b'type="image/avif"') > 0


def find_articles(site: Newsroom) -> list[str]:
    """Return the path of an article with a lead photo, and of one without any picture of its own."""
    paths = dict.fromkeys(re.findall(r'"(/articles/[\w-]+)"', site.get("/").decode()))
    pages = {path: site.get(path).decode() for path in paths}
    with_photo = next(path for path, html in pages.items() if "lead-photo" in html)
    without = next(path for path, html in pages.items() if "<figure" not in html)
    return [with_photo, without]


def measure(address: str, device: str) -> dict[str, Any]:
    """Return what Lighthouse reports of one page.

    Raises:
        RuntimeError: it could not trace the page at any of TRIES.
    """
    for _ in range(TRIES):
        report = ask(address, device)
        if not report.get("runtimeError") and "numericValue" in report["audits"]["largest-contentful-paint"]:
            return report
    raise RuntimeError(f"{address}: {report.get('runtimeError') or report['audits']['largest-contentful-paint']}")


def ask(address: str, device: str) -> dict[str, Any]:
    """Run Lighthouse once and return its report, which may say that the run failed."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        words = [f"--output-path={file.name}", "--output=json", "--quiet", f"--only-categories={','.join(CATEGORIES)}"]
        chrome = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
        preset = ["--preset=desktop"] if device == "desktop" else []
        environment = {**os.environ, "CHROME_PATH": find_chromium() or ""}
        done = subprocess.run(["node", str(SCRIPT), address, *words, chrome, *preset], check=False, env=environment)
        text = file.read()
        if not text:
            raise RuntimeError(f"Lighthouse ended with status {done.returncode} and without a report.")
        return dict(json.loads(text))


def sum_up(name: str, reports: list[dict[str, Any]], *, is_bare: bool) -> tuple[str, bool]:
    """Return the line for one page and whether it meets the bar; the middle report counts.

    A page that *is_bare*, without a photo of its own, is also held to its weight.
    """
    scores = {key: round(100 * median(one["categories"][key]["score"] for one in reports)) for key in CATEGORIES}
    paint = median(one["audits"]["largest-contentful-paint"]["numericValue"] for one in reports)
    shift = max(one["audits"]["cumulative-layout-shift"]["numericValue"] for one in reports)
    requests = reports[0]["audits"]["network-requests"]["details"]["items"]
    weight = sum(one.get("transferSize", 0) for one in requests)
    photos = sum(one.get("transferSize", 0) for one in requests if "/media/" in one["url"])
    words = " ".join(f"{key} {score}" for key, score in scores.items())
    bytes_sent = f"{weight} bytes ({photos} of photos) in {len(requests)} requests"
    is_quick = paint < SLOWEST_PAINT_MS or not name.startswith("mobile")
    is_light = not is_bare or (weight - photos <= BARE_BYTES and len(requests) <= BARE_REQUESTS)
    is_met = set(scores.values()) == {100} and shift == 0 and is_quick and is_light
    return f"{name}: {words}; CLS {shift:g}; LCP {paint:.0f} ms; {bytes_sent}", is_met
