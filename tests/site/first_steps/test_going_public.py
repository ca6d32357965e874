"""From an empty site to its first alert by the list of first steps: forms and links alone, no script, no terminal."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select

from blog.database import db
from blog.models import Article, Attachment, Person, Role
from blog.web.clock import read_clock
from tests.delivery.conftest import Bench, bench, make_bench
from tests.factories import make_person, sign_in
from tests.pictures.sample_attachments import pdf
from tests.relay import Relay
from tests.site.settings.test_logo_views import drawn

__all__ = ["bench", "make_bench"]
STEPS = "/desk/first-steps"
PUBLISHER = "Verlag Bote\r\nWehrgasse 4\r\n8001 Zürich"
ALERT_WAIT = timedelta(minutes=10)
GAP = re.compile(r"\[…[^\]]*\]")


class Browser:
    """A browser without script: it opens pages, fills in the forms that stand there, and follows where they lead."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page = ""

    def open(self, path: str) -> str:
        answer = self.client.get(path, follow_redirects=True)
        assert answer.status_code == 200, (path, answer.status_code)
        self.page = answer.text
        return self.page

    def send(self, action: str, files: dict[str, tuple[bytes, str]] | None = None, **typed: Any) -> str:
        """Send the form of this page that goes to *action*, with what is *typed* into it; return where it led."""
        form = next(one for one in html.fromstring(self.page).forms if (one.action or "").partition("?")[0] == action)
        values: dict[str, Any] = {}
        for name, value in form.form_values():
            values.setdefault(name, []).append(value)
        missing = set(typed) - set(form.fields.keys()) - {"deed", "act", "alert"}
        assert not missing, missing
        sent = {**values, **typed, **{name: (BytesIO(data), file) for name, (data, file) in (files or {}).items()}}
        kind = "multipart/form-data" if files else "application/x-www-form-urlencoded"
        answer = self.client.post(form.action, data=sent, content_type=kind)
        assert answer.status_code == 303, (
            action,
            answer.status_code,
            re.findall(r"field__error[^>]*>([^<]+)", answer.text),
        )
        self.open(answer.location)
        return str(answer.location)

    def follow_step(self, name: str) -> str:
        """Open the list and press the link of the step *name*."""
        self.open(STEPS)
        [link] = re.findall(rf'id="step-{name}">.*?href="([^"]+)"', self.page, re.DOTALL)
        self.open(link)
        return link

    def left(self) -> list[str]:
        return re.findall(r'<li class="first-steps__one" id="step-(\w+)">', self.open(STEPS))


@pytest.fixture
def boss(client: FlaskClient) -> Browser:
    """The first account, as the command makes it."""
    sign_in(client, make_person("Ines Amrein", role=Role.ADMINISTRATOR, address="ines@example.org"))
    return Browser(client)


def publish_page(boss: Browser, step: str, template: str) -> None:
    """Begin the page of *step* from its template, fill in the gaps and publish it."""
    boss.follow_step(step)
    where = boss.send("/desk/pages/new", template=template)
    key = where.split("/")[3]
    text = html.fromstring(boss.page).get_element_by_id("body").value
    boss.send(f"/desk/articles/{key}/edit", body=GAP.sub("Ines Amrein", text))
    boss.open(f"/desk/pages/{key}")
    boss.send(f"/desk/pages/{key}/publication")


def place_in_masthead(boss: Browser, title: str) -> None:
    """Link the page with *title* in the masthead."""
    boss.open("/desk/pages/")
    place = html.fromstring(boss.page).xpath(
        f"string(//label[contains(., '{title}') and starts-with(@for, 'place-of-')]/@for)"
    )
    boss.send("/desk/pages/order", **{place.replace("-of", ""): "masthead"})


def write_first_article(boss: Browser) -> Article:
    """Write an article of a guest author with a PDF."""
    boss.open("/desk/authors/new")
    boss.send("/desk/authors/new", name="Prof. Mira Holm")
    boss.open("/desk/files")
    boss.send("/desk/files", {"attachment_file": (pdf(), "budget.pdf")}, title="Der Haushalt")
    file, guest = (db.session.scalars(select(one).order_by(one.id)).all()[-1] for one in (Attachment, Person))
    boss.open("/desk/articles/new")
    text = f"Der Rat hat am Dienstag den Haushalt beschlossen.\n\n[](file:{file.key})"
    where = boss.send("/desk/articles/new", headline="Der Haushalt steht", body=text)
    key = where.split("/")[3]
    boss.open(f"/desk/articles/{key}/byline")
    boss.send(f"/desk/articles/{key}/byline", author=str(guest.id))
    return db.session.get_one(Article, int(key))


def test_an_empty_site_goes_public_by_its_list(
    app: Flask, media: Path, boss: Browser, bench: Bench, relay: Relay
) -> None:
    assert {"name", "imprint", "privacy", "postal", "mail"} <= set(boss.left())

    boss.open("/account")
    boss.send("/account", language="de")
    boss.follow_step("name")
    boss.send("/desk/settings/look", name="Der Bote", tagline="Aus dem Tal", accent_light="#0b5563")
    boss.open("/desk/settings/logo")
    boss.send("/desk/settings/logo", {"picture_file": (drawn(), "logo.png")})
    publish_page(boss, "imprint", "imprint_switzerland")
    publish_page(boss, "privacy", "privacy")
    place_in_masthead(boss, "Impressum")
    boss.follow_step("postal")
    boss.send("/desk/settings/mail", postal_address=PUBLISHER)
    boss.open("/desk/mail")
    boss.send("/desk/mail/tests", address="ines@example.org")
    bench.now = read_clock()
    bench.work()
    boss.open(STEPS)
    boss.send(STEPS, deed="arrived")

    reader = Browser(app.test_client())
    reader.open("/subscribe")
    reader.send("/subscribe", address="anna@example.com")
    bench.now = read_clock()
    bench.work()
    [link] = re.findall(r"https://\S+/subscriptions/confirm/\S+", relay.accepted[-1].text())
    path = "/" + link.split("/", 3)[3]
    reader.open(path)
    reader.send(path)

    article = write_first_article(boss)
    boss.open(f"/desk/articles/{article.id}/publication")
    boss.send(f"/desk/articles/{article.id}/publication", alert="yes")
    boss.open(f"/desk/front?lead={article.id}")
    boss.send("/desk/front", deed="save")
    bench.now = read_clock()
    for _wait in range(3):
        bench.work(after=ALERT_WAIT)

    assert {"name", "imprint", "privacy", "postal", "mail"}.isdisjoint(boss.left())
    front = reader.open("/")
    assert "Der Bote" in front
    assert "/logo.png" in front
    assert "Der Haushalt steht" in front
    assert all(f">{title}</a>" in front for title in ("Impressum", "Datenschutz"))
    assert "Impressum" in html.fromstring(front).xpath("string(//header)")
    page = reader.open(f"/articles/{article.slug}")
    assert "Prof. Mira Holm" in page
    assert "/files/" in page
    [alert] = [
        one for one in relay.accepted if one.recipient == "anna@example.com" and "Haushalt" in one.message["Subject"]
    ]
    assert "Verlag Bote, Wehrgasse 4, 8001 Zürich" in alert.text().replace(" \n", " ")
    assert "Der Bote" in alert.text()
