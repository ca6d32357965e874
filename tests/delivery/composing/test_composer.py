import re
from datetime import timedelta

import pytest
from flask import Flask

from blog.database import db
from blog.delivery.composing import composer as composer_module
from blog.delivery.composing.composer import AddressNotSendable, to_ascii_address
from blog.delivery.composing.envelope import PendingMessage
from blog.delivery.composing.mail_kinds.mail_kind import KINDS
from blog.delivery.composing.verp import read_bounce_address
from blog.models import DeliveryKind, SiteSetting
from tests.delivery.mail_factories import (
    EVERY_KIND,
    alert_for,
    compose,
    confirmation,
    digest_of,
    follow,
    make_composer,
    owed_of,
    read,
    reset,
    text_of,
    trial,
    update_for,
    write,
)
from tests.factories import NOW, make_article
from tests.settings import change_settings

INJECTION = "Tea\r\nBcc: victim@example.org\r\n\r\n<b>body</b>\x0b\u2028X-Evil: 1"
ONCE = ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Auto-Submitted")
AS_A_LIST = ("List-Id", "List-Unsubscribe", "List-Unsubscribe-Post")


@pytest.mark.parametrize("make", EVERY_KIND)
def test_every_message_has_the_headers_that_receivers_ask_for(app: Flask, make: object) -> None:
    message = compose(make())

    assert {name: len(message.get_all(name, [])) for name in ONCE} == dict.fromkeys(ONCE, 1)
    assert message["From"] == "IFBG News <news@news.example.org>"
    assert message["Date"].datetime == NOW
    assert message["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<[0-9a-f]{32}@news\.example\.org>", message["Message-ID"])
    assert message.get_content_type() == "multipart/alternative"
    assert not message.defects
    assert len(message["From"].addresses) == len(message["To"].addresses) == 1
    assert not {"Precedence", "X-Priority", "X-Mailer", "Bcc", "Cc", "Sender"} & set(message.keys())


def test_the_message_id_is_the_same_for_the_same_person_and_alert_and_for_no_other(app: Flask) -> None:
    article = make_article()
    first, second = alert_for(article), alert_for(article)

    ids = [compose(row)["Message-ID"] for row in (first, first, second)]

    assert ids[0] == ids[1] != ids[2]


def test_line_breaks_in_any_field_become_no_header(app: Flask) -> None:
    article = make_article(INJECTION[:150], standfirst=INJECTION)
    article.author.name = INJECTION[:90]
    change_settings(app, site_name=INJECTION)

    rows = [alert_for(article, name=INJECTION[:90]), update_for(article), digest_of(alert_for(article)), trial(article)]
    rows += [confirmation(name=INJECTION[:90]), reset(), follow(article=article), follow(author=article.author)]

    for message in map(compose, rows):
        assert "Bcc" not in message
        assert "X-Evil" not in message
        assert len(message["To"].addresses) == 1


@pytest.mark.parametrize(
    "name", ["Jörg Ünlü", "Νίκος", 'Doe, "Jane" <x@evil.example>', "=?utf-8?q?x?=", "a@b, c@d", "_"]
)
def test_a_name_never_becomes_a_second_address(app: Flask, name: str) -> None:
    row = alert_for(address="a" * 64 + "@" + "b" * 60 + ".example.com", name=name)

    to = compose(row)["To"]

    assert [one.addr_spec for one in to.addresses] == [row.address]


@pytest.mark.parametrize("make", EVERY_KIND)
def test_each_link_in_a_mail_leads_to_a_page(app: Flask, make: object) -> None:
    router = app.url_map.bind("news.example.org")

    links_found = re.findall(r"https://news\.example\.org(/\S*)", text_of(compose(make())))

    assert links_found
    for path in links_found:
        assert router.match(path, method="GET")


def test_a_forged_host_reaches_no_mail(app: Flask) -> None:
    with app.test_request_context("/", base_url="https://evil.example"):
        whole = compose(alert_for()).as_string()

    assert "evil.example" not in whole


def test_a_domain_in_other_letters_is_written_in_ascii() -> None:
    assert to_ascii_address("info@münchen.de") == "info@xn--mnchen-3ya.de"


@pytest.mark.parametrize("address", ["jörg@example.com", "ü", "a@ü..de"])
def test_an_address_that_smtp_cannot_carry_is_named(address: str) -> None:
    with pytest.raises(AddressNotSendable):
        to_ascii_address(address)


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_message_about_nothing_is_an_error(app: Flask, kind: str) -> None:
    pending = PendingMessage(1, kind, None, None, None, "a@example.com", None, is_repeat=False, attempts=0)

    with pytest.raises(LookupError):
        make_composer().write(pending, db.session, NOW)


def test_an_alert_that_is_gone_is_an_error(app: Flask) -> None:
    pending = PendingMessage(1, DeliveryKind.ALERT, 7, 7, "key", "a@example.com", None, is_repeat=False, attempts=0)

    with pytest.raises(LookupError):
        make_composer().write(pending, db.session, NOW)


def test_an_article_that_is_corrected_is_read_anew_within_seconds(app: Flask) -> None:
    article, composer = make_article("Old"), make_composer()
    pending = owed_of(alert_for(article))
    composer.write(pending, db.session, NOW)
    article.headline = "New"
    db.session.commit()

    subjects = [
        read(composer.write(pending, db.session, NOW + timedelta(seconds=later)))["Subject"] for later in (0, 4, 5)
    ]

    assert subjects == ["Old", "Old", "New"]


def test_only_a_few_letters_are_kept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composer_module, "MAX_CACHED_TEMPLATES", 4)
    composer = make_composer()
    for _ in range(6):
        compose(alert_for(), composer)

    assert len(composer.cache) == 4


def test_a_bounce_names_its_delivery(app: Flask) -> None:
    row = alert_for()

    plain, named = write(row), write(row, make_composer(bounces="bounces@news.example.org"))

    assert plain.envelope_from == "news@news.example.org"
    assert read_bounce_address(app.config["SECRET_KEY"], named.envelope_from) == row.id


def test_the_recipient_is_in_ascii(app: Flask) -> None:
    assert write(alert_for(address="info@münchen.de")).recipient == "info@xn--mnchen-3ya.de"


def test_answers_go_to_an_address_that_every_server_carries(app: Flask) -> None:
    SiteSetting.write(db.session, "reply_to", "desk@münchen.example")
    db.session.commit()

    assert compose(update_for())["Reply-To"] == "desk@xn--mnchen-3ya.example"
