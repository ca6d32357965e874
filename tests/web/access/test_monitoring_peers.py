"""Monitors ask by address; nobody else may name a host that is not ours."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog import trust_proxies
from blog.web.access.monitoring_peers import is_private
from tests.settings import change_settings

PRIVATE = ["127.0.0.1", "::1", "10.0.0.5", "172.31.9.1", "192.168.1.1", "169.254.1.1", "fe80::1%eth0", "fd00::7",
           "::ffff:10.0.0.5"]  # fmt: skip
PUBLIC = ["8.8.8.8", "172.32.0.1", "11.0.0.1", "2001:db8::1", "::ffff:8.8.8.8", "192.0.2.1", "unix:", ""]


@pytest.mark.parametrize("peer", PRIVATE)
def test_a_monitor_of_a_private_network_may_ask_under_any_name(client: FlaskClient, peer: str) -> None:
    for host in ("10.0.0.5:8000", "localhost", "news", "a b", ""):
        answer = client.get("/healthz", headers={"Host": host}, environ_base={"REMOTE_ADDR": peer})

        assert (answer.status_code, answer.json) == (200, {"status": "ok"})


@pytest.mark.parametrize("peer", PUBLIC)
@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_from_anywhere_else_the_name_must_be_ours(client: FlaskClient, peer: str, path: str) -> None:
    foreign, own = (
        client.get(path, headers=headers, environ_base={"REMOTE_ADDR": peer})
        for headers in ({"Host": "10.0.0.5:8000"}, {})
    )

    assert foreign.status_code == 400
    assert own.status_code != 400


def test_ready_and_figures_are_told_without_a_word_of_the_host(app: Flask, client: FlaskClient) -> None:
    change_settings(app, metrics_token="right-token")
    headers = {"Host": "evil.example", "Authorization": "Bearer right-token"}

    ready, figures = (client.get(path, headers=headers) for path in ("/readyz", "/metrics"))

    assert (ready.status_code, figures.status_code) == (503, 200)
    assert "evil.example" not in ready.text + figures.text + str(ready.headers) + str(figures.headers)


@pytest.mark.parametrize("path", ["/", "/login", "/healthz/", "/desk/", "/nowhere"])
def test_every_other_page_needs_our_name_from_everywhere(client: FlaskClient, path: str) -> None:
    assert client.get(path, headers={"Host": "10.0.0.5:8000"}).status_code == 400


def test_only_reading_is_let_in(client: FlaskClient) -> None:
    assert client.post("/healthz", headers={"Host": "10.0.0.5:8000"}).status_code == 400


@pytest.mark.parametrize(("reader", "status"), [("8.8.8.8", 400), ("10.1.1.1", 200)])
def test_behind_a_trusted_proxy_the_peer_is_the_reader(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, reader: str, status: int
) -> None:
    monkeypatch.setattr(app, "wsgi_app", app.wsgi_app)
    change_settings(app, trusted_proxies=1)
    trust_proxies(app)

    answer = client.get("/healthz", headers={"Host": "10.0.0.5", "X-Forwarded-For": reader})

    assert answer.status_code == status


def test_what_is_no_address_is_not_private() -> None:
    assert [text for text in ("", "news", "10.0.0", "10.0.0.5:80", "fe80::1%") if is_private(text)] == []
