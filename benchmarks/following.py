"""A static folder behind nginx: its speed, whether readers ever get an old page, and what one edit writes."""

import random
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text, update

from benchmarks.caching import fetch, nginx, nginx_of, wrk
from benchmarks.server import PAGE, fill
from benchmarks.stage import ADDRESS, NOW, set_stage
from blog.database import db
from blog.models import Article, Person, Role
from blog.operations.static_site.files.site_folder import SiteFolder
from blog.operations.static_site.following.worker_job import FolderFollowing
from tests.factories import sign_in

ARTICLES, EDITS, READERS, ROUNDS = 1_000, 500, 4, 5
EDITED = 25
"""Articles that are edited in turn, since each revision that readers saw has a page of its own."""
SITE = "charset utf-8; location / { try_files $uri.html $uri $uri/index.html =404; }"
HEADLINE = re.compile(rb'article__headline"[^>]*>Edition (\d+)')
RELATED = """
    INSERT INTO related_articles (article_id, position, related_id)
    SELECT articles.id, places.position, 1 + (articles.id + 7 * places.position) % :count
    FROM articles, (SELECT 0 AS position UNION SELECT 1 UNION SELECT 2 UNION SELECT 3) AS places WHERE articles.id > 1
"""
"""What the worker works out of texts, which all are alike here."""


@dataclass
class Reading:
    """What the readers saw."""

    published: dict[int, int] = field(default_factory=dict)
    """The newest edition of each article whose request was answered."""
    seen: int = 0
    stale: int = 0
    broken: int = 0
    is_over: bool = False
    seconds: list[float] = field(default_factory=list)
    """Of each edit, from request to answer."""


def measure() -> Iterator[str]:
    """Yield a line for the speed, one for readers during edits, and one for what an edit writes."""
    missing = [tool for tool in ("nginx", "wrk") if shutil.which(tool) is None]
    if missing:
        yield f"static folder: not measured, since {' and '.join(missing)} is missing (apt install nginx-light wrk)"
        return
    yield from measure_site(*(int(number) for number in sys.argv[2:5]))


def measure_site(articles: int = ARTICLES, edits: int = EDITS, authors: int = 1) -> Iterator[str]:
    """Yield the lines for a site of *articles* by so many *authors* that is edited *edits* times."""
    with tempfile.TemporaryDirectory() as name, set_stage(STATIC_FOLDER=name) as app:
        fill(articles)
        db.session.execute(text(RELATED), {"count": articles})
        share_among(authors)
        db.session.commit()
        root = Path(name)
        root.chmod(0o755)
        began = time.monotonic()
        follow(app, root)
        files = sum(1 for path in root.rglob("*") if path.is_file())
        seconds = time.monotonic() - began
        yield f"static folder of {articles:,} articles by {authors}: {files:,} files in {seconds:.0f} s"
        with nginx_of(root, SITE) as address:  # As docs/static.md says.
            yield compare(address)
            yield watch_edits(app, root, address, edits, min(articles, EDITED))


def share_among(authors: int) -> None:
    """Let the articles be by that many *authors* in turn, instead of all by the first."""
    same = {"role": Role.AUTHOR, "created_at": NOW}
    addresses = {number: f"a{number}@example.org" for number in range(2, authors + 1)}
    more = [
        Person(name=f"Author {number}", slug=f"author-{number}", address=address, address_key=address, **same)
        for number, address in addresses.items()
    ]
    db.session.add_all(more)
    db.session.flush()
    for place, author in enumerate(more, 1):
        db.session.execute(update(Article).where((Article.id - 1) % authors == place).values(author_id=author.id))


def follow(app: Flask, root: Path) -> None:
    """Build the folder as the worker does, and note changes from then on."""
    job = FolderFollowing(app, SiteFolder(root), ADDRESS)
    while job(db.session, NOW):
        pass


def compare(address: str) -> str:
    """Return what interleaved rounds show: an article of the folder, and the same bytes as a lone file."""
    page, _ = fetch(address)
    ours, theirs = [], []
    with nginx(page) as yardstick:
        for _ in range(ROUNDS):
            ours.append(wrk(f"{address}{PAGE}")[0])
            theirs.append(wrk(f"{yardstick}/page")[0])
    ratio = median(one / other for one, other in zip(ours, theirs, strict=True))
    return (
        f"article as a file, gzip: {median(ours):,.0f}/s, {ratio:.2f} of nginx's {median(theirs):,.0f}/s with the same"
    )


def watch_edits(app: Flask, root: Path, address: str, edits: int, edited: int) -> str:
    """Edit *edited* articles at the desk, *edits* times in all, while they are read; return what happened."""
    reading, written = Reading(), list[int]()
    browser = app.test_client()
    token = sign_in(browser, db.session.get_one(Article, 1).author)
    edit(browser, token, 1, 1, reading)
    threads = [threading.Thread(target=read_on, args=(address, reading)) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    for number in range(2, edits + 2):
        marker = time.time()
        edit(browser, token, number % edited + 1, number, reading)
        if number % 50 == 2:
            written.append(sum(path.stat().st_mtime >= marker for path in root.rglob("*.*") if path.is_file()))
    reading.is_over = True
    for thread in threads:
        thread.join()
    slow = quantiles(reading.seconds, n=100)[98]
    return (
        f"{edits} edits at the desk, {reading.seen:,} pages read meanwhile: {reading.stale} old after the answer,"
        f" {reading.broken} broken; the request: {median(reading.seconds):.2f} s, p99 {slow:.2f} s;"
        f" an edit writes {median(written):.0f} files, compressed forms with them, at most {max(written)}"
    )


def edit(browser: FlaskClient, token: str, id: int, number: int, reading: Reading) -> None:
    """Save the article *id* with the headline "Edition *number*"."""
    db.session.expire_all()
    seen = db.session.get_one(Article, id).revision
    db.session.rollback()
    form = {"csrf_token": token, "headline": f"Edition {number}", "standfirst": "What it holds.", "body": "It met."}
    form |= {"seen": seen, "slug": f"story-{id}"}
    began = time.monotonic()
    headers = {"Sec-Fetch-Site": "same-origin"}
    answer = browser.post(f"/desk/articles/{id}/edit", data=form, base_url=ADDRESS, headers=headers)
    reading.seconds.append(time.monotonic() - began)
    if answer.status_code != 303:
        raise RuntimeError(f"The edit was not saved: {answer.status}.")
    reading.published[id] = number


def read_on(address: str, reading: Reading) -> None:
    """Read the edited articles again and again, on one connection."""
    connection, chance = HTTPConnection(urlsplit(address).netloc, timeout=30), random.Random()
    while not reading.is_over:
        id, least = chance.choice(list(reading.published.items()))
        connection.request("GET", f"/articles/story-{id}")
        answer = connection.getresponse()
        body = answer.read()
        found = HEADLINE.search(body)
        if answer.status != 200 or found is None or not body.rstrip().endswith(b"</html>"):
            reading.broken += 1
        elif int(found[1]) < least:
            reading.stale += 1
        reading.seen += 1
        time.sleep(0.02)
    connection.close()
