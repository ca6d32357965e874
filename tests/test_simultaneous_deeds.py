"""Any two deeds on one person, article, alert or thing of the owner at the same moment end without an error (S5).

All pairs of routes are tried in make audit, a few of them, chosen by a seed, in make test.
"""

import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations_with_replacement
from secrets import token_hex
from typing import NamedTuple
from unittest import mock

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog import create_app
from blog.database import db
from blog.models import ArticleState, DeliveryState, ImportStep, LoginSession, Person, Role, SiteImport, StepState
from blog.pictures.attachments import inspector_process
from tests.accounts.factor_factories import code_now, give_app, give_code, give_codes, give_password
from tests.accounts.people_factories import count, make_member
from tests.audit import IS_AUDIT
from tests.conftest import SETTINGS, Client
from tests.delivery.alert_factories import make_alert, owe_row
from tests.deskpages import hashed
from tests.factories import (
    NOW,
    PASSWORD,
    make_article,
    make_draft,
    make_kind,
    make_person,
    make_topic,
    save,
    sign_in,
)
from tests.pictures.attachments.attachment_factories import inspect_in_process, make_attachment
from tests.site.page_factories import make_page

SAMPLE = None if IS_AUDIT else 4
"""Pairs of each kind in make test."""
STATES = (ArticleState.DRAFT, ArticleState.IN_REVIEW, ArticleState.PUBLISHED, ArticleState.WITHDRAWN)
ABOUT = {
    "people": "/desk/people/<id:id>",
    "articles": "/desk/articles/<id:id>",
    "alerts": "/desk/alerts/<id:alert_id>",
    "topics": "/desk/topics/<id:id>",
    "authors": "/desk/authors/<id:id>",
    "kinds": "/desk/kinds/<id:id>",
    "files": "/desk/files/<id:id>",
    "pages": "/desk/pages/<id:id>",
    "imports": "/desk/moving-in/<id:id>",
}
FIELDS = {
    "password": PASSWORD,
    "role": "editor",
    "seen": "administrator",
    "reason": "It was wrong.",
    "note": "It was wrong.",
    "words": "It was wrong.",
    "headline": "Tea",
    "name": "Tea",
    "title": "Tea",
    "slug": "tea",
    "body": "It met.",
    "deed": "save",
    "publish": "1",
    "label": "A guest",
    "days": "3",
    "ends_on": "2099-01-01",
    "ends_at": "10:00",
    "on": "2099-01-01",
    "at": "10:00",
}
"""What the forms of all deeds ask for; each takes what it knows."""


class Deed(NamedTuple):
    """A POST that one administrator sends."""

    client: FlaskClient
    token: str
    path: str


def list_rules(app: Flask, kind: str) -> list[str]:
    """Return the rules of all deeds on one person, article or alert."""
    start = ABOUT[kind]
    rules = (str(rule) for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ()))
    return sorted(rule for rule in rules if rule.startswith(start) and "<" not in rule.removeprefix(start))


def choose_pairs(app: Flask, kind: str, seed: int) -> list[tuple[str, str]]:
    """Return all pairs of deeds of one *kind*, or a sample of them."""
    pairs = list(combinations_with_replacement(list_rules(app, kind), 2))
    return pairs if SAMPLE is None else random.Random(seed).sample(pairs, SAMPLE)


def make_targets(kind: str, two: tuple[Person, Person], chance: random.Random) -> tuple[int, int]:
    """Return the keys to which the two deeds are done: two who administer change each other."""
    if kind == "people":
        return two[1].id, two[0].id
    if kind in OWNERS:
        made = OWNERS[kind](chance)
        return made, made
    draft = make_draft(author=two[0], state=chance.choice(STATES), published_at=None, topics=[make_topic()])
    if kind == "articles":
        return draft.id, draft.id
    alert = make_alert(article=make_article(author=two[0]))
    for state in (DeliveryState.WAITING, DeliveryState.REFUSED, DeliveryState.UNCERTAIN):
        owe_row(alert, state, settled_at=NOW)
    return alert.id, alert.id


def make_import(chance: random.Random) -> int:
    """Make an import that was checked, or waits for its files."""
    step, state = chance.choice([(ImportStep.CHECK, StepState.DONE), (ImportStep.UPLOAD, StepState.DUE)])
    return save(SiteImport(key=token_hex(8), step=step, state=state, options={}, created_at=NOW)).id


def make_file(_chance: random.Random) -> int:
    """Make a file whose inspector has no process of its own."""
    with mock.patch.object(inspector_process, "run_inspector", inspect_in_process):
        return make_attachment(f"Report {token_hex(4)}").id


OWNERS: dict[str, Callable[[random.Random], int]] = {
    "topics": lambda chance: make_topic(masthead_position=chance.choice([1, None])).id,
    "authors": lambda _chance: make_person("Guest", address="", address_key=None).id,
    "kinds": lambda _chance: make_kind(f"own{token_hex(3)}", name=f"Own {token_hex(3)}").id,
    "files": make_file,
    "pages": lambda _chance: make_page(slug=token_hex(4)).article_id,
    "imports": make_import,
}
"""What makes the thing of each kind that belongs to the owner of a site."""


def make_administrator(name: str) -> Person:
    return make_person(name, Role.ADMINISTRATOR, password_hash=hashed())


def send(app: Flask, deed: Deed, barrier: threading.Barrier) -> int:
    """Send *deed* in a thread of its own once the other is ready; return the status."""
    with app.app_context():
        try:
            barrier.wait(10)
            return deed.client.post(deed.path, data={**FIELDS, "csrf_token": deed.token}).status_code
        finally:
            db.session.remove()


def do_both(app: Flask, kind: str, pair: tuple[str, str], chance: random.Random) -> list[int]:
    """Let two administrators do the *pair* of deeds at the same moment; return the statuses."""
    two = make_administrator("Ann"), make_administrator("Bob")
    make_administrator("Cleo")
    deeds = []
    for rule, person, target in zip(pair, two, make_targets(kind, two, chance), strict=True):
        client = app.test_client()
        deeds.append(
            Deed(client, sign_in(client, person), rule.replace(ABOUT[kind], ABOUT[kind].split("<")[0] + str(target)))
        )
    db.session.commit()
    db.session.remove()
    barrier = threading.Barrier(2)
    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(lambda deed: send(app, deed, barrier), deeds))


@pytest.fixture
def site(app: Flask) -> Iterator[Flask]:
    """A web process beside the test, which answers errors by pages."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    made = create_app(
        {**SETTINGS, "DATABASE_URL": url, "MEDIA_URL": app.config["MEDIA_URL"], "PROPAGATE_EXCEPTIONS": False}
    )
    made.test_client_class = Client
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("kind", list(ABOUT))
def test_two_deeds_at_the_same_moment_end_in_clear_answers(app: Flask, site: Flask, kind: str) -> None:
    seed = 7

    answers = {pair: do_both(site, kind, pair, random.Random(seed)) for pair in choose_pairs(site, kind, seed)}

    assert {pair: statuses for pair, statuses in answers.items() if max(statuses) >= 500} == {}


@pytest.mark.parametrize("deed", ["/role", "/suspension"])
def test_two_who_take_each_others_rights_do_not_both_lose_them(app: Flask, site: Flask, deed: str) -> None:
    rule = next(rule for rule in list_rules(site, "people") if rule.endswith(deed))

    statuses = do_both(site, "people", (rule, rule), random.Random(1))

    assert sorted(statuses) in ([303, 403], [303, 409])
    left = db.session.query(Person).filter_by(role=Role.ADMINISTRATOR, is_suspended=False).count()
    assert left == 2


@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_of_two_browsers_with_one_code_at_the_same_moment_one_is_let_in(app: Flask, site: Flask, kind: str) -> None:
    me = make_member()
    secret, codes = give_app(me), give_codes(me)
    browsers = [site.test_client(), site.test_client()]
    for browser in browsers:
        give_password(browser)
    code, barrier = code_now(secret) if kind == "app" else codes[0], threading.Barrier(2)
    db.session.remove()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda browser: send_code(site, browser, code, barrier), browsers))

    assert count(LoginSession) == 1


def send_code(app: Flask, browser: FlaskClient, code: str, barrier: threading.Barrier) -> None:
    """Do the second step in a thread of its own once the other is ready."""
    with app.app_context():
        try:
            barrier.wait(10)
            assert give_code(browser, code).status_code in {303, 422}
        finally:
            db.session.remove()
