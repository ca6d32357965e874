"""The log holds no password, no token and no full address."""

import json
import logging
import re

import pytest
import structlog
from flask import Flask, request
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from blog.authoring.previews.preview_links import seal_link
from blog.models import FollowRequest, Frequency, PasswordReset
from blog.web.extensions import links
from blog.web.links import CHANGE, CONFIRM, FOLLOW, INVITATION, PREFERENCES, RESET
from blog.web.logs import MaskingFilter, configure_lines, hide_secrets, mask
from tests.factories import (
    NOW,
    PASSWORD,
    give_csrf_token,
    make_draft,
    make_person,
    make_preview_link,
    make_subscriber,
    make_topic,
    save,
)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("ann.lee@example.com asked", "an***@example.com asked"),
        ("To: <li@example.com>, b@c.example", "To: <li***@example.com>, b***@c.example"),
        ("address=ann%40example.com", "address=an***@example.com"),
        (
            "Key (address_key)=(maren.holt@example.org) already exists",
            "Key (address_key)=(ma***@example.org) already exists",
        ),
        ("GET /subscriptions/WzEsImtleSJd.abcdefghijk/leave", "GET /subscriptions/[hidden]/leave"),
        ("GET /subscriptions/confirm/WzEsImtleSJd.abcdefghijk", "GET /subscriptions/confirm/[hidden]"),
        ("POST /password-resets/WzEsImtleSJd.abcdefghijk HTTP/1.1", "POST /password-resets/[hidden] HTTP/1.1"),
        ("No page at WyJrZXkiXQ.aYx1zQ.abcdefghijk.", "No page at [hidden]"),
        ("No page at WzJd.aYx1zQ.abcdefghijk", "No page at [hidden]"),
        ("No page at .eJwrSS0u.aYx1zQ.abcdefghijk", "No page at [hidden]"),
        ("/password-resets/new", "/password-resets/new"),
        ("/subscriptions/<token>/leave", "/subscriptions/<token>/leave"),
        ("nothing to hide", "nothing to hide"),
    ],
)
def test_addresses_and_signed_links_are_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


def test_secrets_are_hidden_however_deep_they_lie() -> None:
    event = {
        "event": "x", "password": PASSWORD, "reset_token": "t", "Authorization": "Bearer t", "count": 3, "ratio": None,
        "form": {"csrf_token": "t", "to": ["ann.lee@example.com"]}, "error": ValueError("ann.lee@example.com"),
    }  # fmt: skip

    hidden = json.dumps(hide_secrets(None, "info", event))

    assert PASSWORD not in hidden
    assert "ann.lee" not in hidden
    assert '"t"' not in hidden
    assert '"count": 3' in hidden


def test_lines_of_libraries_are_masked() -> None:
    target = "/password-resets/WzEsImtleSJd.abcdefghijk?next=/desk/"
    record = logging.LogRecord("werkzeug", 20, "", 1, '"%s %s HTTP/1.1" 200 -', ("GET", target), None)

    assert MaskingFilter().filter(record)
    assert record.getMessage() == '"GET [hidden] HTTP/1.1" 200 -'


def test_traces_of_libraries_are_masked() -> None:
    error = ValueError("/invitations/WzEsImtleSJd.abcdefghijk of ann.lee@example.com")
    record = logging.LogRecord("_granian", 40, "", 1, "Application callable raised", (), (ValueError, error, None))

    MaskingFilter().filter(record)

    logged = logging.Formatter().format(record)
    assert "ValueError: /invitations/[hidden] of an***@example.com" in logged
    assert "WzEs" not in logged


@pytest.fixture
def live_tokens(app: Flask) -> dict[str, str]:
    """A token that opens each kind of page, by the beginning of its rule."""
    reader, changing, asking = make_subscriber(), make_subscriber(), make_subscriber(request_key="k" * 32)
    changing.new_address, changing.change_key = "new@example.com", "k" * 32
    member, invited = make_person(), make_person(password_hash=None, invited_at=NOW)
    times = {"requested_at": NOW, "expires_at": NOW.replace(year=2099)}
    reset, invitation = (save(PasswordReset(person=person, **times)) for person in (member, invited))
    consent = {"frequency": Frequency.INSTANT, "consent_wording": "Yes", "consent_form": "/", "requested_at": NOW}
    follow = save(FollowRequest(subscriber=reader, key="k" * 32, topic=make_topic(), **consent))
    tokens = links()
    return {
        "/invitations/": tokens.sign(INVITATION, [invitation.id]),
        "/password-resets/": tokens.sign(RESET, [reset.id]),
        "/previews/": seal_link(tokens, make_preview_link(make_draft())),
        "/subscriptions/": tokens.seal(PREFERENCES, [reader.id, reader.key]),
        "/subscriptions/change/": tokens.sign(CHANGE, [changing.id, "k" * 32]),
        "/subscriptions/confirm/": tokens.sign(CONFIRM, [asking.id, "k" * 32]),
        "/subscriptions/follow/": tokens.sign(FOLLOW, [follow.id, follow.key]),
    }


def token_rules(app: Flask) -> list[Rule]:
    """Return the rules with a token, or with anything else that may be as long."""
    return [rule for rule in app.url_map.iter_rules() if {"token", "path"} & rule.arguments]


def fill(rule: Rule, token: str) -> str:
    path = re.sub(r"<(?:int|id):[^>]+>", "1", re.sub("<token>", token, rule.rule))
    path = re.sub(r"<any\((\w+)[^>]*>", r"\1", path)
    return re.sub(r"<[^>]+>", "leave.", path)


def paths_about(rule: Rule, token: str) -> list[str]:
    """Return addresses that open, that are refused, and that no route knows, all of them holding *token*."""
    path, altered = fill(rule, token), fill(rule, f"{token[:-4]}AAAA")
    return [path, altered, f"{path}/", f"/{path}", f"{path[:3]}{path[4:]}", f"{path.upper()}", f"{path}%20?{token}"]


def hold_in_parts(logged: str, token: str) -> list[str]:
    """Return the parts of *token* that *logged* holds; the time of signing is no secret."""
    return [part for part in token.split(".") if len(part) > 6 and part.casefold() in logged.casefold()]


def test_a_page_behind_each_token_opens(client: FlaskClient, app: Flask, live_tokens: dict[str, str]) -> None:
    opened = {
        rule.rule: client.get(fill(rule, live_tokens[rule.rule.partition("<")[0]]), follow_redirects=True).status_code
        for rule in token_rules(app)
        if "GET" in (rule.methods or set())
    }

    assert set(opened.values()) == {200}, opened
    assert len(opened) >= len(live_tokens)


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_no_token_in_an_address_reaches_the_log(
    client: FlaskClient, app: Flask, live_tokens: dict[str, str], capfd: pytest.CaptureFixture[str], method: str
) -> None:
    for rule in token_rules(app):
        token = live_tokens[rule.rule.partition("<")[0]]
        for path in paths_about(rule, token):
            client.open(path, method=method)

    logged = "".join(capfd.readouterr())
    assert "rule=-" in logged
    assert method == "DELETE" or "rule=/invitations/<token>" in logged
    assert [token for token in live_tokens.values() if hold_in_parts(logged, token)] == []


def test_no_token_reaches_the_log_when_its_page_breaks(
    client: FlaskClient,
    app: Flask,
    live_tokens: dict[str, str],
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def fail(**_values: str) -> str:
        raise RuntimeError(request.url)

    fail.policy = app.view_functions["articles.front"].policy  # type: ignore[attr-defined]
    for rule in token_rules(app):
        token = live_tokens[rule.rule.partition("<")[0]]
        monkeypatch.setitem(app.view_functions, rule.endpoint, fail)
        methods = {"GET", "POST"} & (rule.methods or set())

        assert {client.open(fill(rule, token), method=method).status_code for method in methods} == {500}, rule

    logged = "".join(capfd.readouterr())
    assert logged.count("unexpected error") >= len(token_rules(app))
    assert "RuntimeError: " in logged
    assert [token for token in live_tokens.values() if hold_in_parts(logged, token)] == []


def test_a_request_is_logged_by_its_rule(client: FlaskClient, capsys: pytest.CaptureFixture[str]) -> None:
    reader = make_subscriber("ann.lee@example.com")
    tokens = [links().seal(PREFERENCES, [reader.id, reader.key]), links().sign(RESET, [1])]

    client.get(f"/subscriptions/{tokens[0]}")
    client.get(f"/password-resets/{tokens[1]}")
    number = client.get("/search?q=ann.lee@example.com").headers["X-Request-ID"]

    logged = capsys.readouterr().out
    assert "rule=/subscriptions/<token>" in logged
    assert f"request_id={number}" in logged
    assert not any(word in logged for word in [*tokens, "ann.lee"])


def test_a_password_never_reaches_the_log(client: FlaskClient, capsys: pytest.CaptureFixture[str]) -> None:
    token = give_csrf_token(client)

    client.post("/login", data={"csrf_token": token, "address": "ann.lee@example.com", "password": PASSWORD})

    logged = capsys.readouterr().out
    assert "rule=/login" in logged
    assert not any(word in logged for word in (PASSWORD, token, "ann.lee"))


def test_each_request_has_a_number_of_its_own(client: FlaskClient) -> None:
    numbers = {client.get("/healthz", headers={"X-Request-ID": "forged"}).headers["X-Request-ID"] for _ in range(3)}

    assert len(numbers) == 3
    assert "forged" not in numbers


def test_lines_can_be_written_for_machines(client: FlaskClient, capsys: pytest.CaptureFixture[str]) -> None:
    before = structlog.get_config()
    configure_lines("json")
    try:
        client.get("/healthz")
    finally:
        structlog.configure(**before)

    line = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (line["event"], line["rule"], line["status"]) == ("request", "/healthz", 200)
