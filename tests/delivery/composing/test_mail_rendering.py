import re
from collections.abc import Callable
from html import unescape
from urllib.parse import urlsplit

import pytest
from flask import Flask, g

from blog.database import db
from blog.delivery.composing.mail_rendering import TEXT_WIDTH, format_flowed
from blog.models import Delivery, PagePurpose
from tests.delivery.mail_factories import (
    EVERY_KIND,
    alert_for,
    compose,
    html_of,
    text_of,
)
from tests.factories import make_article, make_person
from tests.settings import change_settings
from tests.site.page_factories import make_page


@pytest.mark.parametrize("make", EVERY_KIND)
def test_no_line_of_a_text_is_long_but_a_link(app: Flask, make: object) -> None:
    lines = compose(make()).get_body(("plain",)).get_content().splitlines()

    assert max(len(line) for line in lines if "://" not in line) <= 72


@pytest.mark.parametrize("make", EVERY_KIND)
def test_every_mail_names_the_postal_address(app: Flask, make: object) -> None:
    change_settings(app, postal_address="O'Neil & Sons, 1 High Street, Cork T12")

    message = compose(make())

    assert text_of(message).splitlines()[-1] == "O'Neil & Sons, 1 High Street, Cork T12"
    assert "O'Neil &amp; Sons, 1 High Street, Cork T12" in html_of(message).replace("&#39;", "'")


@pytest.mark.parametrize("make", EVERY_KIND)
def test_every_mail_links_to_the_imprint_once_there_is_one(app: Flask, make: object) -> None:
    row = make()
    before = compose(row)
    make_page("Imprint & Co", purpose=PagePurpose.IMPRINT)
    db.session.commit()
    g.pop("imprint", None)

    message = compose(row)

    assert "Imprint" not in text_of(before)
    assert "Imprint & Co:\nhttps://news.example.org/" in text_of(message)
    assert re.search(r'<a href="https://news.example.org/[^"]+"[^>]*>Imprint &amp; Co</a>', html_of(message))


@pytest.mark.parametrize("make", EVERY_KIND)
def test_subject_and_text_hold_names_as_they_are_written(app: Flask, make: object) -> None:
    hostile = 'O\'Neil & Sons <"Tea">'
    row = make()
    for record in list(db.session):
        for column in ("headline", "name", "standfirst", "note"):
            if getattr(record, column, None):
                setattr(record, column, hostile)
    db.session.commit()

    message = compose(row)

    assert not re.search(r"&(amp|lt|gt|quot|#\d+);", f"{message['Subject']} {text_of(message)}")
    assert hostile not in html_of(message)


@pytest.mark.parametrize("make", EVERY_KIND)
def test_nobody_is_watched(app: Flask, make: object) -> None:
    """B10: nothing is measured, so no message holds a picture but the article's or a link to another host."""
    html = html_of(compose(make()))

    assert {urlsplit(url).netloc for url in re.findall(r'(?:src|href)="([^"]+)"', html)} == {"news.example.org"}
    assert re.findall(r"<img|<script|<iframe|<link|<object|url\(|background=|@import", html) == []
    assert all(not urlsplit(url).query for url in re.findall(r'href="([^"]+)"', html))


def test_styles_are_inlined_and_dark_mode_stays(app: Flask) -> None:
    html = html_of(compose(alert_for()))

    assert re.search(r'<td class="button"[^>]* style="[^"]*background-color: ?#9b1c1f', html)
    assert "prefers-color-scheme: dark" in html


def test_a_long_text_is_wrapped_and_comes_back_whole(app: Flask) -> None:
    long = "Ä" * 4000

    message = compose(alert_for(make_article(standfirst=long)))

    assert long in text_of(message)
    assert message.get_body(("plain",))["Content-Transfer-Encoding"] == "quoted-printable"


@pytest.mark.parametrize("text", ["one", "> quoted", "From here " * 20, " indented", "word " * 60, "", "a\n\nb"])
def test_a_flowed_text_can_be_joined_again(text: str) -> None:
    """RFC 3676: a line that ends with a space goes on in the next, and one leading space is stuffing."""
    lines = format_flowed(text).split("\n")

    unstuffed = [line.removeprefix(" ") for line in lines]
    joined = "\n".join(unstuffed).replace(" \n", " ")
    assert [line.split() for line in joined.rstrip("\n").split("\n")] == [line.split() for line in text.split("\n")]
    assert max(map(len, lines)) <= TEXT_WIDTH + 1
    assert not any(line.startswith((">", "From ")) for line in lines)


@pytest.mark.parametrize("make", EVERY_KIND)
def test_outlook_for_windows_gets_a_column_and_buttons_of_fixed_size(app: Flask, make: Callable[[], Delivery]) -> None:
    html = html_of(compose(make()))
    cells = re.findall(r'<td class="button"[^>]*style="([^"]*)"[^>]*><a [^>]*style="([^"]*)"', html)

    assert re.search(r'<!--\[if mso\]><table [^>]*width="600"[^>]*><tr><td width="600"><!\[endif\]-->', html)
    assert html.count("<!--[if mso]>") == html.count("<![endif]-->") == 2
    assert len(cells) == html.count('class="button"')
    assert all("mso-padding-alt: 13px 22px" in cell and "padding: 13px 22px" in link for cell, link in cells)


def test_an_alert_has_its_day_under_the_name_and_the_minutes_beside_the_author(app: Flask) -> None:
    html = unescape(html_of(compose(alert_for(make_article(author=make_person(name="Ada Lind"), word_count=1500)))))

    words = " ".join(re.sub("<[^>]+>", " ", html).split())
    assert "IFBG News Monday, May 4, 2026" in words
    assert "By Ada Lind · 7-min read" in words
