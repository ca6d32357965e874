"""What lines about requests hold, and that they hold no password, no token and no full address."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from flask import Flask, request
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from blog.authoring.previews.preview_links import seal_link
from blog.models import FollowRequest, Frequency, PasswordReset
from blog.web.addresses.links import CHANGE, CONFIRM, ERASURE, FOLLOW, INVITATION, LOGIN_ADDRESS, PREFERENCES, RESET
from blog.web.extensions import links
from blog.web.observability.logs import configure_lines
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

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def live_tokens(app: Flask) -> dict[str, str]:
    """A token that opens each kind of page, by the beginning of its rule."""
    reader, changing, asking = make_subscriber(), make_subscriber(), make_subscriber(request_key="k" * 32)
    changing.new_address, changing.change_key = "new@example.com", "k" * 32
    member, invited = make_person(), make_person(password_hash=None, invited_at=NOW)
    times = {"requested_at": NOW, "expires_at": NOW.replace(year=2099)}
    address = save(PasswordReset(person=member, new_address="new@news.example.org", **times))
    reset, invitation = (save(PasswordReset(person=person, **times)) for person in (member, invited))
    consent = {"frequency": Frequency.INSTANT, "consent_wording": "Yes", "consent_form": "/", "requested_at": NOW}
    follow = save(FollowRequest(subscriber=reader, key="k" * 32, topic=make_topic(), **consent))
    tokens = links()
    return {
        "/invitations/": tokens.sign(INVITATION, [invitation.id]),
        "/login-addresses/": tokens.sign(LOGIN_ADDRESS, [address.id]),
        "/password-resets/": tokens.sign(RESET, [reset.id]),
        "/previews/": seal_link(tokens, make_preview_link(make_draft())),
        "/subscriptions/": tokens.seal(PREFERENCES, [reader.id, reader.key]),
        "/subscriptions/change/": tokens.sign(CHANGE, [changing.id, "k" * 32]),
        "/subscriptions/confirm/": tokens.sign(CONFIRM, [asking.id, "k" * 32]),
        "/subscriptions/erase/": tokens.sign(ERASURE, [reader.id, reader.key]),
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
    numbers = {client.get("/healthz").headers["X-Request-ID"] for _ in range(3)}

    assert len(numbers) == 3


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """Read the lines that were logged since, as a machine reads them."""
    before = structlog.get_config()
    configure_lines("json")
    yield lambda: [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    structlog.configure(**before)


def test_lines_can_be_written_for_machines(client: FlaskClient, lines: Lines) -> None:
    answer = client.get("/healthz")

    (line,) = lines()
    assert (line["event"], line["rule"], line["status"]) == ("request", "/healthz", 200)
    assert line["bytes"] == len(answer.data)


def test_ids_from_outside_stand_in_the_answer_and_in_the_line(client: FlaskClient, lines: Lines) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    headers = {"X-Request-ID": "nginx-1.7_A", "traceparent": f"00-{trace}-00f067aa0ba902b7-01"}

    answer = client.get("/healthz", headers=headers)

    (line,) = lines()
    assert (answer.headers["X-Request-ID"], line["request_id"], line["trace_id"]) == ("nginx-1.7_A",) * 2 + (trace,)


def test_a_client_is_told_from_others_and_not_named(client: FlaskClient, lines: Lines) -> None:
    for address in ("203.0.113.7", "203.0.113.7", "203.0.113.8", "2001:db8::1"):
        client.get("/healthz", environ_base={"REMOTE_ADDR": address})

    first, again, *others = logged = [line["client"] for line in lines()]
    assert first == again
    assert len({first, *others}) == 3
    assert not [name for name in logged if "203.0" in name or "2001:" in name]


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "reason"),
    [
        ("GET", "/", {"Host": "evil.example"}, 400, "untrusted_host"),
        ("GET", "/a%00b", {}, 400, "null_byte_in_path"),
        ("POST", "/choices", {"Sec-Fetch-Site": "cross-site"}, 403, "cross_origin"),
        ("POST", "/choices", {}, 400, "unknown_choice"),
        ("POST", "/logout", {}, 400, "csrf_token_missing"),
    ],
)
def test_a_refusal_is_logged_with_its_reason(
    client: FlaskClient, lines: Lines, method: str, path: str, headers: dict[str, str], status: int, reason: str
) -> None:
    client.open(path, method=method, headers=headers)

    line = lines()[-1]
    assert (line["status"], line["reason"]) == (status, reason)


def test_what_is_not_refused_has_no_reason(client: FlaskClient, lines: Lines) -> None:
    client.get("/nothing-here-xyz")

    assert "reason" not in lines()[-1]


def test_an_error_is_logged_with_its_class(app: Flask, client: FlaskClient, lines: Lines) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def fail() -> str:
        raise OverflowError

    fail.policy = app.view_functions["articles.front"].policy  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(app.view_functions, "articles.front", fail)
        client.get("/")

    assert [line["exception_class"] for line in lines() if "exception" in line] == ["OverflowError"]
