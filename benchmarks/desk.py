"""What every page of the desk costs on a large site, against a small one, on both databases.

Small is 200 articles and 1,000 readers, large 100,000 and 1,000,000, each
with one alert to all. Exports are left out: they stream every row.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from statistics import median
from urllib.parse import quote

from flask import Flask, g
from flask.testing import FlaskClient

from benchmarks.crowd import open_database
from benchmarks.large_site import SiteSize, fill_site
from benchmarks.stage import ADDRESS, set_stage
from blog.database import db
from blog.models import Person
from tests import factories
from tests.deskpages import BOSS, furnish_desk
from tests.factories import sign_in

ENGINES = ("sqlite", "postgresql")
SMALL, LARGE = SiteSize(200, 1_000), SiteSize(100_000, 1_000_000)
ROUNDS = 7
MAX_RATIO = 3.0
TOKEN = "t" * 32
FIRST_NUMBER = 10_000_000
"""Of what the factories make, so that no address is one of the readers'."""
STREAMS = frozenset({"/desk/alerts/<id:alert_id>/ledger.csv", "/desk/readers/export.csv"})
ABOUT_ALERT = ("", "/progress", "/ledger", "/cancellation")
SEARCHES = (
    "/desk/readers?q=nobody",
    "/desk/readers?q=reader77",
    "/desk/readers?q=Reader 99",
    "/desk/readers?state=suppressed",
    "/desk/readers?state=left",
    "/desk/readers?before=900",
    "/desk/articles?q=nothing",
    "/desk/articles?q=the+street",
    "/desk/articles?state=draft",
    "/desk/articles?state=published",
    "/desk/?whose=everyone",
    "/desk/media?show=unused",
    "/desk/media?show=wordless",
    "/desk/media?q=street",
    "/desk/media?q=nothing",
    "/desk/media/choice?q=street",
    "/desk/audit?kind=published",
    "/desk/reports?show=closed",
    "/desk/finder/items?q=the",
    "/desk/go-to/items?q=street",
)
"""Lists as they are searched, filtered and paged through."""
OF_ALERT = (
    "/ledger?address=reader77",
    "/ledger?address=nobody",
    "/ledger?state=refused",
    "/ledger?state=deferred",
    "/ledger?state=uncertain",
    "/ledger?state=accepted",
    "/ledger?after=900",
)
PUBLIC = ("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-news.xml", "/metrics", "/readyz")
Times = Mapping[str, float]


@dataclass(frozen=True)
class Comparison:
    """One page on both sites, in milliseconds."""

    path: str
    small: float
    large: float

    @property
    def ratio(self) -> float:
        """Return how many times as long the large site takes."""
        return self.large / self.small


def measure() -> Iterator[str]:
    """Yield the table of each database, worst first, and how many pages are above the bar."""
    for engine in ENGINES:
        small, large = (measure_site(engine, size) for size in (SMALL, LARGE))
        yield f"desk, {engine}, {LARGE} against {SMALL}, milliseconds, median of {ROUNDS}:"
        yield from report(small, large)


def report(small: Times, large: Times) -> Iterator[str]:
    """Yield the table as Markdown, worst first, and how many pages are above MAX_RATIO."""
    rows = [Comparison(path, small[path], large[path]) for path in small]
    yield "| page | small | large | ratio |"
    yield "| --- | ---: | ---: | ---: |"
    for row in sorted(rows, key=lambda row: row.ratio, reverse=True):
        yield f"| {row.path} | {row.small:.1f} | {row.large:.1f} | {row.ratio:.1f} |"
    yield f"{sum(row.ratio > MAX_RATIO for row in rows)} of {len(rows)} pages above {MAX_RATIO}"


def measure_site(engine: str, size: SiteSize) -> Times:
    """Return the milliseconds of each page of a new site, by the rule or the address that is the same on both."""
    with open_database(engine) as url, set_stage(DATABASE_URL=url, PAGE_CACHE_BYTES=0, METRICS_TOKEN=TOKEN) as app:
        alert_id = fill_site(size)
        return time_pages(app, alert_id)


def time_pages(app: Flask, alert_id: int) -> Times:
    """Furnish the desk, and return the milliseconds of each page for an administrator."""
    factories.numbers = count(FIRST_NUMBER)
    furnished = furnish_desk()
    client = app.test_client()
    sign_in(client, db.session.scalars(Person.by_address(BOSS)).one())
    paths = {**dict(list_pages(app, furnished, alert_id)), **{path: path for path in (*SEARCHES, *PUBLIC)}}
    return {name: time_page(client, path) for name, path in paths.items()}


def list_pages(app: Flask, furnished: Mapping[str, list[str]], alert_id: int) -> Iterator[tuple[str, str]]:
    """Yield name and address of every page of the desk by the URL map; those of an alert are of the one to all."""
    for suffix in (*ABOUT_ALERT, *OF_ALERT):
        yield f"/desk/alerts/<id>{suffix}", f"/desk/alerts/{alert_id}{suffix}"
    for rule in sorted({str(rule) for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())} - STREAMS):
        if rule.startswith(("/desk", "/account")) and "alert_id" not in rule:
            for number, path in enumerate(furnished.get(rule, [] if "<" in rule else [rule])):
                yield rule + (f" ({number + 1})" if number else ""), path
    yield "/desk/readers/<id> of many", "/desk/readers/77"
    yield "/desk/articles/<id>/publication of many", "/desk/articles/77/publication"
    yield "/desk/articles/<id>/edit of many", "/desk/articles/77/edit"
    yield "/desk/media/<id> of many", "/desk/media/7"


def time_page(client: FlaskClient, path: str) -> float:
    """Return the median milliseconds of ROUNDS requests, after one that is not counted."""
    times = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        get(client, path)
        times.append((time.perf_counter() - began) * 1000)
    return median(times[1:])


def get(client: FlaskClient, path: str) -> None:
    """Get *path* as a browser does; raise RuntimeError for an answer that is no page."""
    db.session.remove()
    g.__dict__.clear()
    headers = {"Sec-Fetch-Site": "same-origin", "Authorization": f"Bearer {TOKEN}"}
    headers = headers if path == "/metrics" else {"Sec-Fetch-Site": "same-origin"}
    with closing(client.get(quote(path, safe="/?=&+"), base_url=ADDRESS, headers=headers)) as answer:
        answer.get_data()
        if answer.status_code not in {200, 303, 409, 503}:
            raise RuntimeError(f"{path}: {answer.status}")
