"""Settings: where they come from, and which keep the blog from starting (defences D20)."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request

from blog import create_app
from blog.config.loading import ConfigurationError, apply_settings, configure, read_environment, trusted_hosts
from blog.config.settings import SETTINGS, settings_of

ROOT = Path(__file__).parents[2]
GOOD = {
    "SECRET_KEY": "k3Jq9vZx7Lm2Wb5Tn8Rc4Yd6Fg1Hs0Pa",
    "BASE_URL": "https://news.example.org",
    "MAIL_SERVER": "relay.example.org",
    "MAIL_DEFAULT_SENDER": "news@news.example.org",
    "DATABASE_URL": "postgresql://blog:secret@db.example.org/blog",
}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test says all that is set."""
    for name in list(os.environ):
        if name.startswith(("BLOG_", "FLASK_")):
            monkeypatch.delenv(name)


def start(**changes: Any) -> Flask:
    """Read the settings as create_app does."""
    app = Flask("blog")
    configure(app, {**GOOD, **changes})
    return app


def faults(**changes: Any) -> list[str]:
    with pytest.raises(ConfigurationError) as refusal:
        start(**changes)
    return str(refusal.value).split("\n")


def test_good_settings_start() -> None:
    config = start().config

    assert config["SESSION_COOKIE_NAME"] == "__Host-session"
    assert config["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://blog:secret@db.example.org/blog"
    assert config["TRUSTED_HOSTS"] == ["news.example.org"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SECRET_KEY": None}, "BLOG_SECRET_KEY is missing"),
        ({"SECRET_KEY": ""}, "BLOG_SECRET_KEY is missing"),
        ({"SECRET_KEY": "short"}, "BLOG_SECRET_KEY is too weak"),
        ({"SECRET_KEY": "ab" * 32}, "BLOG_SECRET_KEY is too weak"),
        ({"DEBUG": True}, "Debug mode is on"),
        ({"BASE_URL": None}, "BLOG_BASE_URL is missing"),
        ({"BASE_URL": "news.example.org"}, "BLOG_BASE_URL is missing"),
        ({"BASE_URL": "http://news.example.org"}, "BLOG_BASE_URL must start with https://"),
        ({"BASE_URL": "https://example.org/news"}, "BLOG_BASE_URL must end after the host name"),
        ({"BASE_URL": "https://[news"}, "BLOG_BASE_URL is no address"),
        ({"MAIL_SERVER": None}, "BLOG_MAIL_SERVER is missing"),
        ({"MAIL_DEFAULT_SENDER": None}, "BLOG_MAIL_DEFAULT_SENDER is missing"),
        ({"MAIL_USE_SSL": True}, "BLOG_MAIL_USE_TLS and BLOG_MAIL_USE_SSL are both on"),
        ({"DATABASE_URL": "no database"}, "BLOG_DATABASE_URL is no database address"),
        ({"LOG_FORMAT": "xml"}, "BLOG_LOG_FORMAT must be console or json, not 'xml'"),
        ({"SQLITE_SYNCHRONOUS": "OFF"}, "BLOG_SQLITE_SYNCHRONOUS must be FULL or NORMAL"),
        ({"LANGUAGE": "klingon language"}, "BLOG_LANGUAGE must be a language tag"),
        ({"CONTENT_LANGUAGE": "english"}, "BLOG_CONTENT_LANGUAGE must be a language tag"),
        ({"TIMEZONE": "../../etc/passwd"}, "BLOG_TIMEZONE must be a zone"),
        ({"TIMEZONE": "Mars/Olympus"}, "BLOG_TIMEZONE must be a zone"),
        ({"MAIL_UNCERTAIN": "forget"}, "BLOG_MAIL_UNCERTAIN must be repeat or hold"),
        ({"MAIL_DOMAIN_LIMITS": "gmail.com"}, "BLOG_MAIL_DOMAIN_LIMITS must be pairs"),
        ({"TRUSTED_PROXIES": -1}, "BLOG_TRUSTED_PROXIES must be 0 or more"),
        ({"ARTICLES_PER_PAGE": 0}, "BLOG_ARTICLES_PER_PAGE must be more than 0"),
    ],
)
def test_a_fault_keeps_production_from_starting_with_one_sentence(changes: dict[str, Any], sentence: str) -> None:
    found = faults(**changes)

    assert len(found) == 1
    assert found[0].startswith(sentence)
    assert found[0].endswith(".")


def test_every_fault_is_named_at_once() -> None:
    found = faults(SECRET_KEY=None, BASE_URL=None, MAIL_SERVER=None, MAIL_DEFAULT_SENDER=None)

    assert len(found) == 4


def test_no_sentence_repeats_a_secret() -> None:
    found = faults(SECRET_KEY="hunter2", DATABASE_URL="secretpassword@host")

    assert not any(word in " ".join(found) for word in ("hunter2", "secretpassword"))


def test_a_database_that_all_can_read_keeps_production_from_starting(tmp_path: Path) -> None:
    file = tmp_path / "blog.sqlite3"
    file.touch(mode=0o644)
    file.chmod(0o644)

    found = faults(DATABASE_URL=f"sqlite:///{file}")
    file.chmod(0o600)

    assert found == ["The database blog.sqlite3 can be read by every account of this machine: run chmod 600 on it."]
    assert start(DATABASE_URL=f"sqlite:///{file}")


def test_a_new_database_is_private(tmp_path: Path) -> None:
    file = tmp_path / "new" / "blog.sqlite3"

    create_app({**GOOD, "DATABASE_URL": f"sqlite:///{file}"})

    assert file.stat().st_mode & 0o077 == 0


def test_a_development_run_needs_little_but_not_a_public_address() -> None:
    assert start(DEVELOPMENT=True, BASE_URL=None, MAIL_SERVER=None).config["SESSION_COOKIE_NAME"] == "session"
    assert start(DEVELOPMENT=True, BASE_URL="https://localhost:8443")
    assert faults(DEVELOPMENT=True)[0].startswith("BLOG_DEVELOPMENT is on for a public address")


@pytest.mark.parametrize(
    ("variable", "text", "name", "value"),
    [
        ("BLOG_MAIL_PORT", "25", "MAIL_PORT", 25),
        ("BLOG_WORKER_POLL_SECONDS", "0.5", "WORKER_POLL_SECONDS", 0.5),
        ("BLOG_MAIL_USE_TLS", "off", "MAIL_USE_TLS", False),
        ("BLOG_DEVELOPMENT", "Yes", "DEVELOPMENT", True),
        ("BLOG_SITE_NAME", "Καλημέρα", "SITE_NAME", "Καλημέρα"),
    ],
)
def test_the_environment_is_read_as_the_default_s_type(variable: str, text: str, name: str, value: object) -> None:
    assert read_environment({variable: text, "PATH": "/bin"}) == {name: value}


def test_an_empty_variable_sets_nothing() -> None:
    assert read_environment({"BLOG_MAIL_PORT": "", "BLOG_SITE_NAME": ""}) == {}


@pytest.mark.parametrize(
    ("variable", "text", "sentence"),
    [
        ("BLOG_MAIL_PORT", "many", "BLOG_MAIL_PORT must be a number (port), not 'many'."),
        ("BLOG_DEVELOPMENT", "maybe", "BLOG_DEVELOPMENT must be 0 or 1, not 'maybe'."),
        ("BLOG_MAIL_SEVER", "x", "BLOG_MAIL_SEVER is not a setting. Did you mean BLOG_MAIL_SERVER?"),
        ("BLOG_ZZZZ", "x", "BLOG_ZZZZ is not a setting."),
    ],
)
def test_a_variable_that_cannot_be_read_is_named(variable: str, text: str, sentence: str) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        read_environment({variable: text})

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("base", "more", "names"),
    [
        ("news.example.org", "", ["news.example.org"]),
        ("news.example.org", " www.example.org, ,10.0.0.7", ["www.example.org", "10.0.0.7", "news.example.org"]),
        ("127.0.0.1", "", ["127.0.0.1", "localhost", "[::1]"]),
        (None, "", []),
    ],
)
def test_the_site_answers_to_its_own_names(base: str | None, more: str, names: list[str]) -> None:
    assert trusted_hosts(base, more) == names


def test_every_setting_is_explained_and_secrets_have_no_default() -> None:
    assert all(setting.unit and setting.meaning.endswith(".") for setting in SETTINGS)
    assert [s.name for s in SETTINGS if "Secret." in s.meaning and s.default not in {None, ""}] == []


def test_the_client_s_address_comes_only_from_proxies_that_are_trusted() -> None:
    seen = [address_seen_with(count) for count in (0, 1, 2)]

    assert seen == ["127.0.0.1", "192.0.2.2", "192.0.2.1"]


def address_seen_with(proxies: int) -> str:
    app = create_app({**GOOD, "TESTING": True, "DATABASE_URL": "sqlite://", "TRUSTED_PROXIES": proxies})
    heard: list[str] = []
    app.before_request_funcs[None].insert(0, lambda: heard.append(address()) or None)
    headers = {"X-Forwarded-For": "203.0.113.9, 192.0.2.1, 192.0.2.2", "X-Forwarded-Host": "evil.example"}
    app.test_client().get("/healthz", base_url="https://news.example.org", headers=headers)
    return heard[0]


def address() -> str:
    assert request.host == "news.example.org"
    return str(request.remote_addr)


def test_a_server_without_settings_ends_with_sentences_and_no_secret() -> None:
    environment = {"PATH": os.environ["PATH"], "BLOG_SECRET_KEY": "hunter2", "PYTHONPATH": str(ROOT)}

    ended = subprocess.run(
        [sys.executable, "-c", "import wsgi"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert ended.returncode != 0
    for sentence in ("BLOG_SECRET_KEY is too weak", "BLOG_BASE_URL is missing", "BLOG_MAIL_SERVER is missing"):
        assert sentence in ended.stderr
    assert "hunter2" not in ended.stderr


def test_a_mapping_may_hold_texts_as_the_environment_does_and_names_of_flask() -> None:
    app = start(MAIL_PORT="25", WORKER_POLL_SECONDS=2, DEVELOPMENT=None, MAIL_ASCII_ATTACHMENTS=True)
    settings = settings_of(app)

    assert (settings.mail_port, settings.worker_poll_seconds, settings.development) == (25, 2.0, False)
    assert type(settings.worker_poll_seconds) is float
    assert (app.config["MAIL_PORT"], app.config["MAIL_ASCII_ATTACHMENTS"]) == (25, True)


@pytest.mark.parametrize(("name", "value"), [("MAIL_PORT", True), ("FEED_LENGTH", 2.5), ("SECRET_KEY", b"hunter2")])
def test_a_value_of_another_type_is_refused_and_not_repeated(name: str, value: object) -> None:
    found = faults(**{name: value})

    assert len(found) == 1
    assert found[0].startswith(f"BLOG_{name} must be a")
    assert "hunter2" not in found[0]


def test_flask_reads_what_the_settings_say() -> None:
    app = start()

    apply_settings(app, replace(settings_of(app), max_content_length=5, timezone="Europe/Zurich"))

    assert (app.config["MAX_CONTENT_LENGTH"], app.config["BABEL_DEFAULT_TIMEZONE"]) == (5, "Europe/Zurich")
    assert app.config["SQLALCHEMY_ENGINE_OPTIONS"] == {
        "hide_parameters": True,
        "pool_pre_ping": True,
        "connect_args": {"connect_timeout": 5},
    }
