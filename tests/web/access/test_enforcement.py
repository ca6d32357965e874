"""The door: hosts, paths, origins, and what comes before any view."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.models import Role
from blog.web.access.policy import staff
from tests.factories import give_csrf_token, make_person, sign_in


@pytest.mark.parametrize(
    "host", ["evil.example", "news.example.org.evil.example", "evil.example:443", "x@y", "", "a b"]
)
@pytest.mark.parametrize("path", ["/", "/login", "/desk/", "/nowhere"])
def test_a_foreign_host_is_refused_and_never_repeated(client: FlaskClient, host: str, path: str) -> None:
    answer = client.get(path, headers={"Host": host})

    assert answer.status_code == 400
    assert "evil.example" not in answer.text + str(answer.headers)
    assert "<h1" in answer.text


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "Forwarded", "X-Host", "X-Original-URL"])
def test_no_other_header_changes_the_host(client: FlaskClient, header: str) -> None:
    answers = [client.get(path, headers={header: "evil.example"}) for path in ("/", "/desk/", "/feed.atom")]

    assert all("evil.example" not in answer.text + str(answer.headers) for answer in answers)
    assert [answer.status_code for answer in answers] == [200, 303, 200]


@pytest.mark.parametrize("path", ["/%00", "/articles/a%00b", "/desk/%00", "/nowhere/%00"])
def test_a_nul_in_the_path_is_a_bad_request(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 400


@pytest.mark.parametrize("origin", ["https://news.example.org"])
def test_an_old_browser_is_known_by_its_origin(client: FlaskClient, origin: str) -> None:
    answer = client.post(
        "/choices", data={"theme": "dark", "back": "/"}, headers={"Sec-Fetch-Site": None, "Origin": origin}
    )

    assert answer.status_code == 303


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://news.example.org",
        "https://news.example.org.evil.example",
        "null",
        "",
        "http://[",
        "x",
    ],
)
def test_a_form_of_another_origin_is_refused(client: FlaskClient, origin: str) -> None:
    answer = client.post("/choices", data={"theme": "dark"}, headers={"Sec-Fetch-Site": None, "Origin": origin})

    assert answer.status_code == 403


def test_a_form_without_any_origin_needs_a_token(client: FlaskClient) -> None:
    silent = {"Sec-Fetch-Site": None, "Origin": None}
    token = give_csrf_token(client)

    assert client.post("/choices", data={"theme": "dark"}, headers=silent).status_code == 403
    assert client.post("/logout", data={"csrf_token": token}, headers=silent).status_code == 303
    assert client.post("/logout", headers=silent).status_code == 400


def test_the_configured_address_is_ours_behind_a_proxy_that_is_not_trusted(client: FlaskClient) -> None:
    headers = {"Sec-Fetch-Site": None, "Origin": "https://news.example.org"}

    answer = client.post(
        "/choices", data={"theme": "dark", "back": "/"}, headers=headers, base_url="http://news.example.org"
    )

    assert answer.status_code == 303


def test_a_token_of_another_session_is_refused(app: Flask, client: FlaskClient) -> None:
    sign_in(client, make_person())
    other = app.test_client()
    with other.session_transaction(base_url="https://news.example.org") as cookie:
        cookie["csrf_token"] = "of somebody else"
    foreign = give_csrf_token(other)

    assert client.post("/account", data={"csrf_token": foreign, "name": "X"}).status_code == 400


def test_a_forged_session_cookie_opens_nothing(client: FlaskClient) -> None:
    for value in ("eyJfdXNlcl9pZCI6IjEifQ.aaaa.bbbb", "x" * 4000, "", "\xff"):
        client.set_cookie("__Host-session", value, domain="news.example.org", secure=True)

        assert client.get("/desk/").location == "/login?next=/desk/"


def test_a_remember_cookie_opens_nothing(client: FlaskClient) -> None:
    client.set_cookie("remember_token", "1|" + "0" * 128, domain="news.example.org", secure=True)

    assert client.get("/desk/").status_code == 303


def test_a_visitor_comes_back_after_a_get_and_to_the_desk_after_a_post(client: FlaskClient) -> None:
    token = give_csrf_token(client)

    assert client.get("/desk/?state=draft&x=1").location == "/login?next=/desk/?state%3Ddraft%26x%3D1"
    assert client.post("/account", data={"csrf_token": token}).location == "/login?next=/desk/"


def test_asking_for_many_pages_does_not_fill_the_cookie(client: FlaskClient) -> None:
    answers = [client.get("/desk/") for _ in range(20)]

    assert not any("Set-Cookie" in answer.headers for answer in answers)


def replace_front(app: Flask, monkeypatch: pytest.MonkeyPatch, mark: Callable[[Any], Any]) -> None:
    monkeypatch.setitem(app.view_functions, "articles.front", mark(lambda: "secret"))


def test_a_view_without_policy_is_not_found(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_front(app, monkeypatch, lambda view: view)

    answer = client.get("/")

    assert answer.status_code == 404
    assert "secret" not in answer.text


@pytest.mark.parametrize("needed", Role)
@pytest.mark.parametrize("role", Role)
def test_a_role_enters_what_is_for_it_and_for_those_below(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, role: Role, needed: Role
) -> None:
    replace_front(app, monkeypatch, staff(needed))
    sign_in(client, make_person(role=role))
    ranks = {Role.CONTRIBUTOR: 0, Role.AUTHOR: 1, Role.EDITOR: 2, Role.ADMINISTRATOR: 3}

    assert client.get("/").status_code == (200 if ranks[role] >= ranks[needed] else 403)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "BREW"])
def test_other_methods_are_not_allowed(client: FlaskClient, method: str) -> None:
    answer = client.open("/login", method=method)

    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
