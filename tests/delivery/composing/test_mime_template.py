import re
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import format_datetime

import pytest
from flask import Flask

from blog.delivery.composing.composer import unstuff_dots
from blog.delivery.composing.mail_rendering import MailContent
from blog.delivery.composing.mime_template import MimeTemplate
from blog.web.addresses.links import PREFERENCES
from blog.web.extensions import links
from tests.delivery.mail_factories import (
    alert_for,
    compose,
    make_composer,
    text_of,
    write,
)
from tests.factories import NOW, make_article


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


def test_a_dot_at_the_start_of_a_line_is_doubled_and_arrives_once(app: Flask) -> None:
    standfirst = ". . . " + ".".join("x" * length for length in range(60, 80)) + "\n.end"
    row = alert_for(make_article(".dotted", standfirst=standfirst))
    body = write(row).data.partition(b"\r\n\r\n")[2].removesuffix(b".\r\n")

    assert re.findall(rb"(?m)^\.(?!\.)", body) == []
    assert text_of(compose(row)).startswith(".dotted\n")


def make_template(text: str, html: str = "<p>", *, is_list: bool = True) -> MimeTemplate:
    content = MailContent("Tea", text, html, is_list=is_list)
    url = "https://news.example.org/PLACE/leave"
    return MimeTemplate(
        content, sender="From: a@example.com", placeholder="PLACE", host="news.example.org", leave_url=url
    )


def render(template: MimeTemplate, token: str) -> EmailMessage:
    data = template.render("To: b@example.com", "Message-ID: <1@news.example.org>", token, NOW)
    assert max(len(line) for line in data.partition(b"\r\n\r\n")[2].split(b"\r\n")) <= 76  # RFC 2045 6.7
    return message_from_bytes(unstuff_dots(data), policy=default)


@pytest.mark.parametrize("token", ["t", ".", "x" * 72, ".x" * 80, "a-b_c.d" * 30])
@pytest.mark.parametrize("before", ["", "x" * 74, "x" * 75, "x" * 76, "y" * 150, "ä" * 40, "a line\n", "=" * 30])
def test_any_token_stands_whole_where_its_placeholder_was(before: str, token: str) -> None:
    message = render(make_template(f"{before}PLACE.end", f"<a href='{before}PLACE'>{before}"), token)

    parts = [message.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html")]
    assert [part.rstrip("\n") for part in parts] == [
        f"{before}{token}.end",
        f"<a href='{before}{token}'>{before}".rstrip("\n"),
    ]
    assert message["List-Unsubscribe"] == f"<https://news.example.org/{token}/leave>"


def test_a_mail_to_one_person_has_no_list_headers() -> None:
    message = render(make_template("Hello", is_list=False), "unused")

    assert [name for name in message if name.startswith("List-")] == []
    assert "unused" not in message.as_string()


def test_the_date_is_that_of_rendering() -> None:
    template = make_template("Hello")
    later = NOW + timedelta(seconds=1)

    dates = [
        template.render("To: b@example.com", "Message-ID: <1@h>", "t", now).partition(b"Date: ")[2][:31]
        for now in (NOW, NOW, later)
    ]

    assert dates == [format_datetime(now).encode() for now in (NOW, NOW, later)]
