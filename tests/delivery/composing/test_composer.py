import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask

from blog.database import db
from blog.delivery.composing.composer import AddressNotSendable, to_ascii_address
from blog.delivery.composing.envelope import PendingMessage
from blog.delivery.composing.mail_kinds.declaration import KINDS
from blog.delivery.composing.verp import read_bounce_address
from blog.models import AlertKind, AlertLevel, DeliveryKind, Picture, PictureState
from blog.web.extensions import links
from blog.web.links import PREFERENCES
from tests.delivery.letters import (
    EVERY_KIND,
    TO_A_LIST,
    TO_ONE,
    address_change,
    address_changed,
    alert_for,
    compose,
    confirmation,
    digest_of,
    follow,
    html_of,
    make_composer,
    owed_of,
    read,
    reset,
    text_of,
    trial,
    update_for,
    write,
)
from tests.factories import NOW, make_article, make_draft, make_person, make_topic
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


@pytest.mark.parametrize("make", [*TO_A_LIST, trial])
def test_a_message_to_a_list_can_be_left_with_one_click(app: Flask, make: object) -> None:
    message = compose(make())

    assert message["List-Id"] == "<alerts.news.example.org>"
    leave = message["List-Unsubscribe"]
    assert re.fullmatch(r"<https://news\.example\.org/subscriptions/[\w.-]+/leave>", leave)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert leave.strip("<>") in text_of(message)
    assert f'href="{leave.strip("<>")}"' in html_of(message)
    assert leave.strip("<>").removesuffix("/leave") + "\n" in text_of(message)


@pytest.mark.parametrize("make", TO_ONE)
def test_a_message_to_one_person_is_no_list(app: Flask, make: object) -> None:
    message = compose(make())

    assert not set(AS_A_LIST) & set(message.keys())
    assert "/leave" not in text_of(message) + html_of(message)


@pytest.mark.parametrize("make", EVERY_KIND)
def test_no_line_of_a_text_is_long_but_a_link(app: Flask, make: object) -> None:
    lines = compose(make()).get_body(("plain",)).get_content().splitlines()

    assert max(len(line) for line in lines if "://" not in line) <= 72


@pytest.mark.parametrize("make", EVERY_KIND)
def test_nobody_is_watched(app: Flask, make: object) -> None:
    """B10: nothing is measured, so no message holds a picture but the article's or a link to another host."""
    html = html_of(compose(make()))

    assert {urlsplit(url).netloc for url in re.findall(r'(?:src|href)="([^"]+)"', html)} == {"news.example.org"}
    assert re.findall(r"<img|<script|<iframe|<link|<object|url\(|background=|@import", html) == []
    assert all(not urlsplit(url).query for url in re.findall(r'href="([^"]+)"', html))


@pytest.mark.parametrize("make", [alert_for, digest_of])
def test_the_one_picture_is_the_lead_photo(app: Flask, make: object) -> None:
    older, row = alert_for(), alert_for(make_article(lead_picture=make_photo()))
    html = html_of(compose(row if make is alert_for else digest_of(older, row)))

    assert re.findall(r'<img src="([^"]+)"', html) == [f"https://news.example.org/media/{'a' * 32}/960.jpg"]


def make_photo() -> Picture:
    picture = Picture(key="a" * 32, width=2000, height=1000, widths=[480, 960, 2000], formats=["avif", "jpg"])
    picture.state, picture.alt, picture.uploaded_at = PictureState.COMPLETE, "The board", NOW
    return picture


def test_an_alert_says_the_same_in_text_and_html(app: Flask) -> None:
    article = make_article("Tea & biscuits", standfirst="Why <both> matter.")
    message = compose(alert_for(article))

    assert message.get_content_type() == "multipart/alternative"
    for part in ("Tea & biscuits", "Why <both> matter.", f"/articles/{article.slug}", "/leave"):
        assert part in text_of(message)
    for part in ("Tea &amp; biscuits", "Why &lt;both&gt; matter.", f"/articles/{article.slug}", "/leave"):
        assert part in html_of(message)


def test_the_lead_photo_is_the_jpeg_that_fits(app: Flask) -> None:
    message = compose(alert_for(make_article(lead_picture=make_photo(), lead_alt="The board at the table")))

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
    change_settings(app, site_name=INJECTION)

    rows = [alert_for(article, name=INJECTION[:90]), update_for(article), digest_of(alert_for(article)), trial(article)]
    rows += [confirmation(name=INJECTION[:90]), reset(), follow(article=article), follow(author=article.author)]

    for message in map(compose, rows):
        assert "Bcc" not in message
        assert "X-Evil" not in message
        assert len(message["To"].addresses) == 1


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


@pytest.mark.parametrize("make", EVERY_KIND)
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


def test_an_update_says_first_what_is_new(app: Flask) -> None:
    message = compose(update_for(make_article("Budget")))

    assert message["Subject"] == "Update: Budget"
    assert text_of(message).index("7 to 2") < text_of(message).index("/articles/")
    assert html_of(message).index("7 to 2", html_of(message).index("<h1") - 400) < html_of(message).index("<h1")
    assert "you follow this story" in text_of(message)


def test_an_urgent_alert_says_so_in_its_body_alone(app: Flask) -> None:
    row = alert_for(make_article("Storm"))
    row.alert.level = AlertLevel.URGENT
    message = compose(row)

    assert message["Subject"] == "Storm"
    assert text_of(message).startswith("Urgent\n")
    assert ">Urgent<" in html_of(message)


def test_two_readers_get_the_same_but_for_what_is_theirs(app: Flask) -> None:
    article, composer = make_article(), make_composer()
    rows = [alert_for(article, name="Jörg"), alert_for(article)]
    one, two = (write(row, composer).data.decode() for row in rows)

    tokens = [links().seal(PREFERENCES, [row.subscriber.id, row.subscriber.key]) for row in rows]
    assert tokens[1] not in one.replace("=\r\n", "")
    assert (
        one.replace("=\r\n", "").replace(tokens[0], "T").partition("\r\n\r\n")[2]
        == (two.replace("=\r\n", "").replace(tokens[1], "T").partition("\r\n\r\n")[2])
    )


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


def test_only_a_few_letters_are_kept(app: Flask) -> None:
    composer = make_composer()
    for _ in range(6):
        compose(alert_for(), composer)

    assert len(composer.cache) == 4


def test_a_dot_at_the_start_of_a_line_is_doubled_and_arrives_once(app: Flask) -> None:
    standfirst = ". . . " + ".".join("x" * length for length in range(60, 80)) + "\n.end"
    row = alert_for(make_article(".dotted", standfirst=standfirst))
    body = write(row).data.partition(b"\r\n\r\n")[2].removesuffix(b".\r\n")

    assert re.findall(rb"(?m)^\.(?!\.)", body) == []
    assert text_of(compose(row)).startswith(".dotted\n")


def test_a_bounce_names_its_delivery(app: Flask) -> None:
    row = alert_for()

    plain, named = write(row), write(row, make_composer(bounces="bounces@news.example.org"))

    assert plain.envelope_from == "news@news.example.org"
    assert read_bounce_address(app.config["SECRET_KEY"], named.envelope_from) == row.id


def test_the_recipient_is_in_ascii(app: Flask) -> None:
    assert write(alert_for(address="info@münchen.de")).recipient == "info@xn--mnchen-3ya.de"


def test_the_new_address_alone_is_asked(app: Flask) -> None:
    row = address_change(address="old@example.com", name="Ann Secret")
    message = compose(row)

    whole = message.as_string() + text_of(message) + html_of(message)
    assert message["To"] == "new@example.com"
    assert "old@" not in whole
    assert "Secret" not in whole


@pytest.mark.parametrize(
    ("kind", "words"), [("topic", "the topic Rivers"), ("author", "what Ada writes"), ("", "on the site")]
)
def test_a_request_to_follow_names_what_it_is_about(app: Flask, kind: str, words: str) -> None:
    made = {"topic": lambda: make_topic("Rivers"), "author": lambda: make_person("Ada")}

    message = compose(follow(**({kind: made[kind]()} if kind else {})))

    assert words in text_of(message)
    assert words in html_of(message)


def test_a_test_is_the_message_and_says_that_it_is_one(app: Flask) -> None:
    article = make_draft("Budget")

    message = compose(trial(article))

    assert message["Subject"] == "[Test] Budget"
    assert message["To"] == "editor@example.com"
    assert f"/articles/{article.slug}" in text_of(message)


@pytest.mark.parametrize("level", [None, *AlertLevel])
def test_a_test_shows_the_level_that_was_chosen(app: Flask, level: AlertLevel | None) -> None:
    row = trial()
    row.test_level = level

    assert ("Urgent" in html_of(compose(row))) is (level is AlertLevel.URGENT)


def test_the_old_address_is_not_told_the_new_one(app: Flask) -> None:
    message = compose(address_changed())

    assert message["To"] == "old@example.com"
    assert "new@example.com" not in str(message)
    assert "/subscribe" in text_of(message)


@pytest.mark.parametrize("kind", list(AlertKind))
def test_a_rehearsal_is_the_message_that_readers_get(app: Flask, kind: AlertKind) -> None:
    article = make_article("Budget & more")
    row = alert_for(article, "New." if kind is AlertKind.UPDATE else None)
    sent = compose(row)

    shown = make_composer().preview(db.session, article, level=AlertLevel.NORMAL, note="New.", kind=kind, now=NOW)

    tokens = [
        links().seal(PREFERENCES, payload) for payload in ([row.subscriber.id, row.subscriber.key], [0, "nobody"])
    ]
    assert shown["Subject"] == sent["Subject"]
    assert html_of(shown).replace(tokens[1], "T") == html_of(sent).replace(tokens[0], "T")
    assert text_of(shown).replace(tokens[1], "T") == text_of(sent).replace(tokens[0], "T")


def test_the_links_of_a_rehearsal_open_nothing(app: Flask, client: object) -> None:
    message = make_composer().preview(db.session, make_draft("Budget"), level=AlertLevel.NORMAL, now=NOW)
    path = urlsplit(message["List-Unsubscribe"].strip("<>")).path

    assert client.get(path).status_code in {404, 410}
    assert client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code < 500
