"""What publishing costs with a million readers: the request, the worker's time and memory, and the forecast."""

import json
import subprocess
import time
from collections.abc import Iterator
from statistics import median
from typing import Any

from flask import current_app
from flask.testing import FlaskClient
from sqlalchemy import delete

from benchmarks.crowd import add_crowd, command, environment, open_database
from benchmarks.stage import ADDRESS, NOW, add_article, set_stage, time_of
from blog.database import db
from blog.delivery.audience_preview import preview_audience
from blog.models import Alert, Article, ArticleState
from tests.factories import sign_in

FEW, MANY = 10_000, 1_000_000
ENGINES = ("sqlite", "postgresql")
ROUNDS = 20


def measure() -> Iterator[str]:
    """Yield a few lines for each database."""
    for engine in ENGINES:
        few, many = (take(engine, readers) for readers in (FEW, MANY))
        yield (
            f"the request that publishes to {MANY:,} readers, {engine}: {many['request'] * 1000:.1f} ms (median),"
            f" {many['request'] / few['request']:.2f} of publishing to {FEW:,}"
        )
        yield (
            f"  its audience: {many['seconds']:.0f} s, chunk {many['chunk'] * 1000:.0f} ms,"
            f" longest {many['longest'] * 1000:.0f} ms; peak memory {many['memory']:.0f} MB,"
            f" {many['memory'] / few['memory']:.2f} of that for {FEW:,}"
        )
        yield f"  the forecast: {many['forecast'] * 1000:.0f} ms"


def take(engine: str, readers: int) -> dict[str, Any]:
    """Return the figures for one database and number of readers."""
    with open_database(engine) as url:
        with set_stage(DATABASE_URL=url):
            article = add_article(ArticleState.DRAFT)
            add_crowd(readers)
            request = time_request(article)
            foreseen = time_of(lambda: preview_audience(db.session, article, now=NOW), 1)
        # The worker's memory is that of a worker, which has not made a million readers before.
        done = subprocess.run(command(url), env=environment(), check=True, capture_output=True, text=True)
    return {"request": request, "forecast": foreseen, **json.loads(done.stdout.splitlines()[-1])}


def time_request(article: Article) -> float:
    """Return the median seconds of the request by which an author publishes *article*, signed in, form checked."""
    browser = current_app.test_client()
    form = {"csrf_token": sign_in(browser, article.author), "alert": "yes", "level": "normal"}
    return median(press_publish(browser, article, form) for _ in range(ROUNDS + 1))


def press_publish(browser: FlaskClient, article: Article, form: dict[str, str]) -> float:
    """Publish *article* as if it had never been; return the seconds from the request to the answer."""
    db.session.execute(delete(Alert).where(Alert.article_id == article.id))
    article.state = ArticleState.DRAFT
    db.session.commit()
    path = f"/desk/articles/{article.id}/publication"
    began = time.perf_counter()
    answer = browser.post(path, data=form, base_url=ADDRESS, headers={"Sec-Fetch-Site": "same-origin"})
    took = time.perf_counter() - began
    if "/desk/alerts/" not in answer.location:
        raise RuntimeError("The article was not published.")
    db.session.commit()
    return took
