"""What must hold for every address of the site, whichever room made it (docs/security.md, D1-D21)."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from blog.authoring.previews.preview_links import seal_link
from blog.database import db
from blog.models import FollowRequest, Frequency, PasswordReset, Role, SubscriberState
from blog.web.access.policy import CsrfProtection, Policy, policy_of
from blog.web.access.security_headers import MEDIA_POLICY, SECURITY_HEADERS
from blog.web.addresses.links import CHANGE, CONFIRM, FOLLOW, PREFERENCES, RESET
from blog.web.extensions import links
from tests.audit import share_out
from tests.databases import on_postgres, on_sqlite
from tests.factories import (
    NOW,
    make_article,
    make_draft,
    make_person,
    make_preview_link,
    make_remark,
    make_subscriber,
    make_topic,
    save,
    sign_in,
)
from tests.pictures.picture_factories import make_picture

BLOG = Path(__file__).parent.parent / "blog"
ONE_CLICK = {
    "/subscriptions/<token>/leave",
    "/subscriptions/<token>/unfollow/<any(topic, author, article):target_kind>/<id:target_id>",
}
"""The only POST that neither token nor origin guards (RFC 8058)."""
MACHINE_DOORS = {"/bounces", *(f"/bounces/{name}" for name in ("ses", "sendgrid", "mailgun", "postmark", "brevo"))}
"""What machines post, signed; without a key there is no such door."""
BOOKKEEPING = {"audit_events", "login_sessions", "rate_counts", "heartbeats"}


def rules(app: Flask, method: str) -> Iterator[tuple[Rule, Policy | None]]:
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or set()):
            yield rule, policy_of(app.view_functions[rule.endpoint])


ANY: dict[str, list[object]] = {
    "target_kind": ["topic", "author", "article"],
    "kind": ["atom", "json"],
    "suffix": ["md", "txt"],
}
"""What stands in an address that takes one of a few words."""


def fill(rule: Rule, values: dict[str, list[object]] | None = None) -> list[str]:
    """Return paths of *rule* with every fitting value, or with ones that no row has."""
    choices = [{**ANY, **(values or {})}.get(name, [1]) for name in sorted(rule.arguments)]
    names = sorted(rule.arguments)
    return [str(rule.build(dict(zip(names, chosen, strict=True)))[1]) for chosen in product(*choices)]  # type: ignore[index]


def test_every_route_declares_a_policy(sqlite_app: Flask) -> None:
    open_doors = [rule.rule for method in ("GET", "POST") for rule, policy in rules(sqlite_app, method) if not policy]

    assert open_doors == []


def test_only_reading_and_posting_is_offered(sqlite_app: Flask) -> None:
    methods = set().union(*(rule.methods or set() for rule in sqlite_app.url_map.iter_rules()))

    assert methods == {"GET", "HEAD", "OPTIONS", "POST"}


def test_only_the_one_click_leave_goes_without_token_and_origin(sqlite_app: Flask) -> None:
    exempt = {rule.rule for rule, policy in rules(sqlite_app, "POST") if policy and policy.csrf is CsrfProtection.LINK}

    assert exempt == ONE_CLICK


def test_only_the_machine_door_asks_for_a_signature(sqlite_app: Flask) -> None:
    signed = {
        rule.rule for rule, policy in rules(sqlite_app, "POST") if policy and policy.csrf is CsrfProtection.SIGNATURE
    }

    assert signed == MACHINE_DOORS


@on_sqlite
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-site", "Origin": "https://other.example.org"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    ],
)
def test_no_form_from_elsewhere_is_taken(app: Flask, client: FlaskClient, headers: dict[str, str]) -> None:
    token = sign_in(client, make_person(role=Role.ADMINISTRATOR))

    codes = {
        rule.rule: client.post(fill(rule)[0], data={"csrf_token": token}, headers=headers).status_code
        for rule, _ in rules(app, "POST")
        if rule.rule not in ONE_CLICK | MACHINE_DOORS
    }

    assert {rule: code for rule, code in codes.items() if code != 403} == {}


@on_sqlite
def test_no_form_without_token_is_taken_where_a_session_counts(app: Flask, client: FlaskClient) -> None:
    sign_in(client, make_person(role=Role.ADMINISTRATOR))

    codes = {
        (rule.rule, token): client.post(fill(rule)[0], data={"csrf_token": token}).status_code
        for rule, policy in rules(app, "POST")
        for token in ("", "invented", "\ud800".encode("utf-8", "replace").decode())
        if policy and policy.csrf is CsrfProtection.TOKEN
    }

    assert {rule: code for rule, code in codes.items() if code != 400} == {}
    assert codes


@on_sqlite
@pytest.mark.parametrize("role", [None, Role.ADMINISTRATOR], ids=["visitor", "administrator"])
def test_every_answer_carries_the_headers(app: Flask, client: FlaskClient, role: Role | None) -> None:
    token = sign_in(client, make_person(role=role)) if role else ""
    paths = [(method, fill(rule)[0]) for method in ("GET", "POST") for rule, _ in rules(app, method)]
    missing = []

    for method, path in [*paths, ("GET", "/nowhere"), ("PUT", "/"), ("GET", "/%00"), ("OPTIONS", "/")]:
        headers = client.open(path, method=method, data={"csrf_token": token} if method == "POST" else None).headers
        policy = headers.get("Content-Security-Policy", "")
        framing = {"X-Frame-Options": "SAMEORIGIN"} if path in FRAMED and "frame-ancestors 'self'" in policy else {}
        kept = all(headers.get(name) == value for name, value in {**SECURITY_HEADERS, **framing}.items())
        if not kept or not is_strict(policy) or "max-age=31536000" not in headers["Strict-Transport-Security"]:
            missing.append((method, path, dict(headers)))

    assert missing == []


FRAMED = ("/desk/mail/message.html",)
"""The page of messages shows it in a frame: a mail, which may load and run nothing."""


def is_strict(policy: str) -> bool:
    forbids_inline = "unsafe" not in policy.replace("style-src 'unsafe-inline'", "") and "*" not in policy
    return (
        policy.startswith("default-src 'none'")
        and forbids_inline
        and ("script-src 'self'" in policy or "sandbox" in policy)
    )


def test_the_policy_of_pictures_runs_nothing() -> None:
    assert "sandbox" in MEDIA_POLICY
    assert MEDIA_POLICY.startswith("default-src 'none'")


@pytest.mark.parametrize("role", [None, Role.ADMINISTRATOR], ids=["visitor", "administrator"])
def test_no_get_changes_anything(app: Flask, client: FlaskClient, role: Role | None) -> None:
    values = furnish()
    if role:
        sign_in(client, make_person(role=role))
    before = read_everything()

    answers = {path: client.get(path).status_code for rule, _ in rules(app, "GET") for path in fill(rule, values)}

    assert read_everything() == before
    assert sum(code == 200 for code in answers.values()) > (25 if role else 15)


def furnish() -> dict[str, list[object]]:
    """Make a row of each kind; return what can stand in an address."""
    topic, article, draft = make_topic(), make_article(), make_draft()
    picture = make_picture("A boat")
    pending = make_subscriber(state=SubscriberState.PENDING, confirmed_at=None)
    reader = make_subscriber(new_address="new@example.com", change_key="change")
    asked = {"consent_wording": "w", "consent_form": "/", "requested_at": NOW, "frequency": Frequency.DAILY}
    link = make_preview_link(draft)
    remark = make_remark(link)
    request = save(FollowRequest(subscriber_id=reader.id, key="follow", topic_id=topic.id, **asked))
    reset = save(PasswordReset(person=article.author, requested_at=NOW, expires_at=NOW.replace(year=2126)))
    tokens = [
        *(links().sign(CONFIRM, [person.id, person.request_key]) for person in (pending, reader)),
        *(links().seal(PREFERENCES, [person.id, person.key]) for person in (pending, reader)),
        links().sign(RESET, [reset.id]),
        links().sign(CHANGE, [reader.id, "change"]),
        links().sign(FOLLOW, [request.id, "follow"]),
        seal_link(links(), link),
    ]
    ids = sorted({article.id, draft.id, remark.id, picture.id})
    slugs = [topic.slug, article.slug, draft.slug, article.author.slug]
    return {"slug": slugs, "id": ids, "key": ids, "token": tokens, "year": [2026], "month": [5]}


def read_everything() -> dict[str, list[tuple[object, ...]]]:
    db.session.rollback()
    tables = [table for table in db.metadata.sorted_tables if table.name not in BOOKKEEPING]
    return {table.name: sorted(map(tuple, db.session.execute(select(table))), key=repr) for table in tables}


HOSTILE = ["\x00", "a\x00b", "'", "1 OR 1=1", "..%2f..%2fetc%2fpasswd", "\u202e", "٣", "x" * 3000, "<script>", "%ff%fe"]
NUMBERS = ["0", "-1", "2147483648", "9" * 40, "1e3", "٣"]


@on_postgres
def test_no_text_in_an_address_breaks_a_page(app: Flask, client: FlaskClient) -> None:
    """Each page meets three of the texts, each text a third of the pages; in an audit every page meets all."""
    assert_no_page_breaks(app, client, share_out(HOSTILE, 3))


def test_no_number_in_an_address_breaks_a_page(app: Flask, client: FlaskClient) -> None:
    """Each page meets three of the numbers, each number half of the pages; in an audit every page meets all."""
    assert_no_page_breaks(app, client, share_out(NUMBERS, 3))


def assert_no_page_breaks(app: Flask, client: FlaskClient, take: Callable[[], Sequence[str]]) -> None:
    sign_in(client, make_person(role=Role.ADMINISTRATOR))
    with_arguments = [rule.rule for rule, _ in rules(app, "GET") if rule.arguments]

    paths = [fill_in(rule, value) for rule in with_arguments for value in take()]
    codes = {path: client.get(path).status_code for path in paths}

    assert {path: code for path, code in codes.items() if code not in {200, 303, 308, 400, 404, 410}} == {}
    assert len(codes) >= len(with_arguments)


def fill_in(rule: str, value: str) -> str:
    return re.sub(r"<[^>]+>", lambda _: value, rule)


PARAMETERS = (
    *("before", "q", "show", "copy", "place", "next", "page"),
    *("state", "whose", "changed", "topic", "author", "article"),
)


def test_no_query_breaks_a_page(app: Flask, client: FlaskClient) -> None:
    """Each page meets two of the texts on Postgres and one on SQLite, each text its share; in an audit all meet."""
    sign_in(client, make_person(role=Role.ADMINISTRATOR))
    make_article()
    take = share_out(HOSTILE, 2 if db.engine.dialect.name == "postgresql" else 1)

    codes = {
        (rule.rule, value): client.get(fill(rule)[0], query_string=dict.fromkeys(PARAMETERS, value)).status_code
        for rule, _ in rules(app, "GET")
        if rule.rule != "/readyz"
        for value in take()
    }

    assert {page: code for page, code in codes.items() if code >= 500} == {}
    assert {value for _, value in codes} == set(HOSTILE)
