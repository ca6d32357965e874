"""What every page of the desk costs on a large site, against a small one, on both databases.

Small is 200 articles and 1,000 readers, large 100,000 and 1,000,000, each
with one alert to all, and each page is asked for on both in turn, so that
what else the machine does slows both. Exports are left out: they stream every row.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from statistics import median
from urllib.parse import quote

from flask import Flask
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
OTHERS = (*SEARCHES, *PUBLIC)


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


@dataclass(frozen=True)
class Site:
    """One site with an administrator signed in, and the address of each page by a name that is the same on both."""

    app: Flask
    client: FlaskClient
    paths: Mapping[str, str]


def measure() -> Iterator[str]:
    """Yield the table of each database, worst first, and how many pages are above the bar."""
    for engine in ENGINES:
        with open_site(engine, SMALL) as small, open_site(engine, LARGE) as large:
            rows = [compare(name, small, large) for name in small.paths]
        yield f"desk, {engine}, {LARGE} against {SMALL}, milliseconds, median of {ROUNDS}:"
        yield from report(rows)


def report(rows: Sequence[Comparison]) -> Iterator[str]:
    """Yield the table as Markdown, worst first, and how many pages are above MAX_RATIO."""
    yield "| page | small | large | ratio |"
    yield "| --- | ---: | ---: | ---: |"
    for row in sorted(rows, key=lambda row: row.ratio, reverse=True):
        yield f"| {row.path} | {row.small:.1f} | {row.large:.1f} | {row.ratio:.1f} |"
    yield f"{sum(row.ratio > MAX_RATIO for row in rows)} of {len(rows)} pages above {MAX_RATIO}"


@contextmanager
def open_site(engine: str, size: SiteSize) -> Iterator[Site]:
    """Open a new site of *size* with a furnished desk for the length of the block."""
    with open_database(engine) as url, set_stage(DATABASE_URL=url, PAGE_CACHE_BYTES=0, METRICS_TOKEN=TOKEN) as app:
        alert_id = fill_site(size)
        factories.numbers = count(FIRST_NUMBER)
        furnished = furnish_desk()
        client = app.test_client()
        sign_in(client, db.session.scalars(Person.by_address(BOSS)).one())
        db.session.remove()
        yield Site(app, client, {**dict(list_pages(app, furnished, alert_id)), **{path: path for path in OTHERS}})


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


def compare(name: str, small: Site, large: Site) -> Comparison:
    """Return the medians of ROUNDS requests of both sites in turn, after one of each that is not counted."""
    times = [(time_page(small, name), time_page(large, name)) for _ in range(ROUNDS + 1)][1:]
    return Comparison(name, *(median(column) for column in zip(*times, strict=True)))


def time_page(site: Site, name: str) -> float:
    """Return the milliseconds of one request.

    Raises:
        RuntimeError: the answer is no page.
    """
    path = site.paths[name]
    headers = {"Authorization": f"Bearer {TOKEN}"} if path == "/metrics" else {}
    headers["Sec-Fetch-Site"] = "same-origin"
    began = time.perf_counter()
    with (
        site.app.app_context(),
        closing(site.client.get(quote(path, safe="/?=&+"), base_url=ADDRESS, headers=headers)) as answer,
    ):
        answer.get_data()
        if answer.status_code not in {200, 303, 409, 503}:
            raise RuntimeError(f"{path}: {answer.status}")
    return (time.perf_counter() - began) * 1000
