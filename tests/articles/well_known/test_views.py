"""Programs find what the site says about itself where its standards look for it, and nothing before it says so."""

import re
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.models import SiteSetting
from blog.web.clock import read_clock
from blog.web.site_identity.reading import forget_site_settings
from tests.factories import make_article

SITE = "https://news.example.org"


def choose(**values: object) -> None:
    for key, value in values.items():
        SiteSetting.write(db.session, key, value)
    db.session.commit()
    forget_site_settings()


def test_a_site_that_says_nothing_sends_no_word_about_use(app: Flask, client: FlaskClient) -> None:
    answer = client.get("/")

    assert not {"Content-Usage", "tdm-reservation", "X-Robots-Tag"} & set(answer.headers.keys())
    robots = client.get("/robots.txt").text
    assert "Content-Usage" not in robots
    assert f"Sitemap: {SITE}/sitemap.xml" in robots
    assert robots.count("User-agent") == 1


@pytest.mark.parametrize("path", ["trust.txt", ".well-known/trust.txt", ".well-known/security.txt"])
def test_what_nobody_filled_in_does_not_exist(app: Flask, client: FlaskClient, path: str) -> None:
    assert client.get(f"/{path}").status_code == 404
    assert client.get("/.well-known/tdmrep.json").status_code == 404


def test_forbidden_training_is_said_in_every_way(app: Flask, client: FlaskClient) -> None:
    article = make_article()
    choose(ai_training="forbidden", ai_use="allowed", tdm_policy="/licences")

    for path in ("/", f"/articles/{article.slug}", "/feed.atom", f"/articles/{article.slug}.md"):
        headers = client.get(path).headers
        assert headers["Content-Usage"] == "train-ai=n, ai-use=y, search=y", path
        assert (headers["tdm-reservation"], headers["tdm-policy"]) == ("1", f"{SITE}/licences"), path
    robots = client.get("/robots.txt").text
    assert "\nContent-Usage: / train-ai=n, ai-use=y, search=y\n" in robots.split("\n\n")[0] + "\n"
    assert re.search(r"User-agent: GPTBot\n(User-agent: [\w-]+\n)*Disallow: /\n", robots)
    rule = {"location": "/", "tdm-reservation": 1, "tdm-policy": f"{SITE}/licences"}
    assert client.get("/.well-known/tdmrep.json").json == [rule]
    assert client.get("/trust.txt").text == "datatrainingallowed=no\n"


def test_terms_at_an_address_in_any_script_stand_in_headers_as_ascii(app: Flask, client: FlaskClient) -> None:
    choose(ai_training="forbidden", tdm_policy="/умови")

    said = client.get("/").headers["tdm-policy"]

    assert said == f"{SITE}/%D1%83%D0%BC%D0%BE%D0%B2%D0%B8"
    assert client.get("/.well-known/tdmrep.json").json[0]["tdm-policy"] == said


def test_a_site_outside_search_says_so_on_its_pages_and_names_no_sitemap(app: Flask, client: FlaskClient) -> None:
    choose(allows_search=False)

    answer = client.get("/")

    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Content-Usage"] == "search=n"
    assert "Sitemap" not in client.get("/robots.txt").text
    assert "X-Robots-Tag" not in client.get("/login").headers


def test_trust_names_relations_at_both_addresses(app: Flask, client: FlaskClient) -> None:
    choose(
        trust_belongs_to="https://press.example.org/\n\n https://council.example.org",
        trust_controls="https://magazine.example.org/",
        social_links="Fediverse @news@social.example.org",
        contact_email="desk@example.org",
        publishing_principles="/principles",
    )

    text = client.get("/trust.txt").text

    assert text == client.get("/.well-known/trust.txt").text
    assert text.splitlines() == [
        "belongto=https://press.example.org/",
        "belongto=https://council.example.org",
        "control=https://magazine.example.org/",
        "social=https://social.example.org/@news",
        f"disclosure={SITE}/principles",
        "contact=mailto:desk@example.org",
    ]


def test_the_contact_for_security_holes_never_expires_by_itself(app: Flask, client: FlaskClient) -> None:
    choose(security_contact="security@example.org", security_policy="/security", languages="de")

    answer = client.get("/.well-known/security.txt")

    assert answer.content_type == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    expires = datetime.fromisoformat(fields.pop("Expires"))
    assert timedelta(days=170) < expires - read_clock() < timedelta(days=365)
    assert fields == {
        "Contact": "mailto:security@example.org",
        "Preferred-Languages": "en, de",
        "Canonical": f"{SITE}/.well-known/security.txt",
        "Policy": f"{SITE}/security",
    }


@pytest.mark.parametrize("host", ["a..b", ".example.org", "a" * 64 + ".org", "\u2100.org", "\u202e.org", "[::1"])
def test_an_address_that_no_header_can_hold_takes_no_page_away(client: FlaskClient, host: str) -> None:
    address = f"https://{host}/"
    choose(ai_training="forbidden", tdm_policy=address, publishing_principles=address, security_contact="a@b.example")
    choose(security_policy=address)

    for path in ("/", "/trust.txt", "/.well-known/security.txt", "/.well-known/tdmrep.json"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.headers.get("tdm-policy", "").isascii()
