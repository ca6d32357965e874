import re
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from urllib.parse import urlsplit

import pytest
from flask import Flask

from blog.database import db
from blog.delivery.headers import POLICY, UnsafeHeader, set_mailbox, set_text, set_token
from blog.delivery.messages import AddressNotSendable, Composer, as_ascii
from blog.delivery.outbox import owe_confirmation, owe_password_reset
from blog.extensions import links
from blog.models import Alert, Article, Delivery, DeliveryKind, PasswordReset, Picture, PictureState, SubscriberState
from tests.delivery.conftest import announced
from tests.factories import NOW, make_article, make_person, make_subscriber

INJECTION = "Tea\r\nBcc: victim@example.org\r\n\r\n<b>body</b>\x0b\u2028X-Evil: 1"


def compose(delivery: Delivery, sender: str = "IFBG News <news@news.example.org>") -> EmailMessage:
    composer = Composer(links(), sender, confirmation=timedelta(days=7), reset=timedelta(hours=1))
    raw = composer.compose(delivery, NOW).as_bytes()
    assert max(len(line) for line in raw.split(b"\r\n")) < 998
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    return message_from_bytes(raw, policy=default)


def alert_for(article: Article | None = None, **reader: object) -> Delivery:
    alert: Alert = announced(article)
    person = make_subscriber(**reader)
    row = Delivery(kind=DeliveryKind.ALERT, alert=alert, subscriber=person, address=person.address)
    row.owed_at = row.due_at = NOW
    db.session.add(row)
    db.session.commit()
    return row


def confirmation(**reader: object) -> Delivery:
    person = make_subscriber(**{"state": SubscriberState.PENDING, "confirmed_at": None, **reader})
    return owe_confirmation(db.session, person, NOW)


def reset() -> Delivery:
    row = PasswordReset(person=make_person(), requested_at=NOW, expires_at=NOW + timedelta(hours=1))
    db.session.add(row)
    return owe_password_reset(db.session, row, NOW)


def text_of(message: EmailMessage) -> str:
    return message.get_body(("plain",)).get_content()


def html_of(message: EmailMessage) -> str:
    return message.get_body(("html",)).get_content()


def test_an_alert_has_every_header_that_receivers_ask_for(app: Flask) -> None:
    message = compose(alert_for(make_article("Tea for all")))

    leave = message["List-Unsubscribe"]
    assert message["From"] == "IFBG News <news@news.example.org>"
    assert message["Subject"] == "Tea for all"
    assert message["Date"].datetime == NOW
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Id"] == "<alerts.news.example.org>"
    assert re.fullmatch(r"<https://news\.example\.org/subscriptions/[\w.-]+/leave>", leave)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(r"<[0-9a-f]{32}@news\.example\.org>", message["Message-ID"])
    assert "Precedence" not in message
    assert {len(message.get_all(name)) for name in ("From", "To", "Subject", "Date", "Message-ID")} == {1}


def test_an_alert_says_the_same_in_text_and_html(app: Flask) -> None:
    article = make_article("Tea & biscuits", standfirst="Why <both> matter.")
    message = compose(alert_for(article))

    assert message.get_content_type() == "multipart/alternative"
    for part in ("Tea & biscuits", "Why <both> matter.", f"/articles/{article.slug}", "/leave"):
        assert part in text_of(message)
    for part in ("Tea &amp; biscuits", "Why &lt;both&gt; matter.", f"/articles/{article.slug}", "/leave"):
        assert part in html_of(message)


def test_an_alert_carries_no_script_no_other_host_and_no_hidden_picture(app: Flask) -> None:
    html = html_of(compose(alert_for()))

    hosts = {urlsplit(url).netloc for url in re.findall(r'(?:src|href)="([^"]+)"', html)}
    assert hosts == {"news.example.org"}
    assert "<script" not in html
    assert "<img" not in html


def test_the_lead_photo_is_the_jpeg_that_fits(app: Flask) -> None:
    picture = Picture(key="a" * 32, width=2000, height=1000, widths=[480, 960, 2000], formats=["avif", "jpg"])
    picture.state, picture.alt, picture.uploaded_at = PictureState.COMPLETE, "The board", NOW
    message = compose(alert_for(make_article(lead_picture=picture, lead_alt="The board at the table")))

    expected = f'src="https://news.example.org/media/{"a" * 32}/960.jpg" alt="The board at the table" width="600"'
    assert expected in html_of(message)


def test_styles_are_inlined_and_dark_mode_stays(app: Flask) -> None:
    html = html_of(compose(alert_for()))

    assert re.search(r'<a class="button"[^>]* style="[^"]*background-color: ?#a01c1c', html)
    assert "prefers-color-scheme: dark" in html


def test_the_message_id_is_the_same_for_the_same_person_and_alert_and_for_no_other(app: Flask) -> None:
    article = make_article()
    first, second = alert_for(article), alert_for(article)

    ids = [compose(row)["Message-ID"] for row in (first, first, second)]

    assert ids[0] == ids[1] != ids[2]


def test_line_breaks_in_any_field_become_no_header(app: Flask) -> None:
    article = make_article(INJECTION[:150], standfirst=INJECTION)
    article.author.name = INJECTION[:90]
    app.config["SITE_NAME"] = INJECTION

    alert = compose(alert_for(article, name=INJECTION[:90]), sender="News <news@news.example.org>")
    others = [compose(confirmation(name=INJECTION[:90])), compose(reset())]

    for message in (alert, *others):
        assert "Bcc" not in message
        assert "X-Evil" not in message
        assert len(message["To"].addresses) == 1


@pytest.mark.parametrize("value", ["a\r\nBcc: x@y.z", "a\nb", "a\rb", "a\x00", "a\u2028b", "a\x85b", "a\ud800"])
def test_a_header_with_a_control_is_refused(value: str) -> None:
    message = EmailMessage(policy=POLICY)

    for write in (set_text, set_token):
        with pytest.raises(UnsafeHeader):
            write(message, "Subject", value)
    with pytest.raises(UnsafeHeader):
        set_mailbox(message, "To", value, "a@example.com")
    with pytest.raises(UnsafeHeader):
        set_mailbox(message, "To", "", f"{value}@example.com")


@pytest.mark.parametrize("value", ["ü", "x" * 1000])
def test_a_token_is_ascii_and_fits_a_line(value: str) -> None:
    with pytest.raises(UnsafeHeader):
        set_token(EmailMessage(policy=POLICY), "List-Id", value)


@pytest.mark.parametrize(
    "headline",
    [
        "Größer wird die Müllabfuhr im nächsten Jahr, sagt der Verband der Städte und der kleinen Gemeinden überall",
        "Νέα από την Αθήνα: " + "η πόλη και το νερό " * 7,
        "أخبار اليوم من المدينة القديمة " * 5,
        "नई दिल्ली: क्\u200dष और पानी",
        "plain words " * 16,
        "x" * 199,
        "=?utf-8?q?=0D=0ABcc:_x?= is no trick",
    ],
)
def test_a_headline_arrives_letter_by_letter(app: Flask, headline: str) -> None:
    message = compose(alert_for(make_article(headline)))

    assert message["Subject"] == " ".join(headline.split())


@pytest.mark.parametrize(
    "name", ["Jörg Ünlü", "Νίκος", 'Doe, "Jane" <x@evil.example>', "=?utf-8?q?x?=", "a@b, c@d", "_"]
)
def test_a_name_never_becomes_a_second_address(app: Flask, name: str) -> None:
    row = alert_for(address="a" * 64 + "@" + "b" * 60 + ".example.com", name=name)

    to = compose(row)["To"]

    assert [one.addr_spec for one in to.addresses] == [row.address]


def test_the_confirmation_says_nothing_that_somebody_typed_but_the_address(app: Flask) -> None:
    row = confirmation(address="asking@example.com", name="Buy cheap pills at evil.example")
    message = compose(row)

    whole = message.as_string() + text_of(message) + html_of(message)
    assert "pills" not in whole
    assert "asking@example.com" in text_of(message)
    assert "List-Unsubscribe" not in message


@pytest.mark.parametrize("make", [alert_for, confirmation, reset])
def test_each_link_in_a_mail_leads_to_a_page(app: Flask, make: object) -> None:
    router = app.url_map.bind("news.example.org")

    links_found = re.findall(r"https://news\.example\.org(/\S*)", text_of(compose(make())))

    assert links_found
    for path in links_found:
        assert router.match(path, method="GET")


def test_the_one_click_address_takes_a_post(app: Flask) -> None:
    path = urlsplit(compose(alert_for())["List-Unsubscribe"].strip("<>")).path

    endpoint, _ = app.url_map.bind("news.example.org").match(path, method="POST")

    assert endpoint == "subscriptions.leave"


def test_a_forged_host_reaches_no_mail(app: Flask) -> None:
    with app.test_request_context("/", base_url="https://evil.example"):
        whole = compose(alert_for()).as_string()

    assert "evil.example" not in whole


def test_a_long_text_is_wrapped_and_comes_back_whole(app: Flask) -> None:
    long = "Ä" * 4000

    message = compose(alert_for(make_article(standfirst=long)))

    assert long in text_of(message)
    assert message.get_body(("plain",))["Content-Transfer-Encoding"] == "quoted-printable"


def test_a_domain_in_other_letters_is_written_in_ascii() -> None:
    assert as_ascii("info@münchen.de") == "info@xn--mnchen-3ya.de"


@pytest.mark.parametrize("address", ["jörg@example.com", "ü", "a@ü..de"])
def test_an_address_that_smtp_cannot_carry_is_named(address: str) -> None:
    with pytest.raises(AddressNotSendable):
        as_ascii(address)


@pytest.mark.parametrize("kind", list(DeliveryKind))
def test_a_message_about_nothing_is_an_error(app: Flask, kind: DeliveryKind) -> None:
    with pytest.raises(LookupError):
        compose(Delivery(kind=kind, address="a@example.com"))


@pytest.mark.parametrize("address", ["a@b.example>,<c@d.example", "a b@example.com", '"x"@example.com'])
def test_an_address_that_could_be_read_as_two_is_refused(address: str) -> None:
    with pytest.raises(UnsafeHeader):
        set_mailbox(EmailMessage(policy=POLICY), "To", "", address)
