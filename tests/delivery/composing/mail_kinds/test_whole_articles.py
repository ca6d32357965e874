"""Alerts with all of the text, and mail as plain text alone."""

import re

import pytest
from flask import Flask

from blog.database import db
from blog.delivery.composing.mail_rendering import MAX_HTML_BYTES
from blog.models import AlertForm, Article
from tests.delivery.mail_factories import (
    EVERY_KIND,
    alert_for,
    compose,
    digest_of,
    html_of,
    make_composer,
    text_of,
    write,
)
from tests.factories import make_article

ADDRESS = re.compile(r"https://\S+")
"""Links to confirm something are signed with the time."""
TEXT = '<h2>Who pays</h2><p>The <strong>levy</strong> stays.</p><p><a href="/articles/two">More</a></p>'


def whole_article(html: str = TEXT, **more: object) -> Article:
    return make_article("Budget", standfirst="It passed.", body_html=html, alert_form=AlertForm.WHOLE, **more)


def joined(text: str) -> str:
    return text.replace("\r\n", "\n").replace(" \n", " ").rstrip()


def test_a_whole_article_stands_in_both_parts(app: Flask) -> None:
    message = compose(alert_for(whole_article()))

    html, text = html_of(message), text_of(message)
    assert ">Who pays</h2>" in html
    assert '<a href="https://news.example.org/articles/two"' in html
    assert "Who pays\n--------\n\nThe *levy* stays.\n\nMore [1]\n\nLinks:\n[1] https://news" in text
    assert "Read it on the site" in html
    assert "Read the article" not in html


def test_an_extract_has_nothing_of_the_text_and_none_of_its_styles(app: Flask) -> None:
    html = html_of(compose(alert_for(make_article("Budget", body_html=TEXT))))

    assert "Who pays" not in html
    assert ".t-h2" not in html


def test_what_mail_programs_would_cut_off_becomes_an_extract_that_says_so(app: Flask) -> None:
    long = f"<p>{'The levy stays. ' * 40}</p>" * 200

    message = compose(alert_for(whole_article(long)))

    assert "The levy stays." not in html_of(message)
    assert "This article is too long for an e-mail." in text_of(message)
    assert "This article is too long for an e-mail." in html_of(message)
    assert len(html_of(message).encode()) < MAX_HTML_BYTES


def test_a_right_to_left_text_says_so(app: Flask) -> None:
    html = html_of(compose(alert_for(whole_article("<p>مرحبا</p>", language="ar"))))

    cell = re.search('<td [^>]*class="text"[^>]*>', html)[0]
    assert 'dir="rtl"' in cell
    assert 'lang="ar"' in cell


@pytest.mark.parametrize("make", EVERY_KIND)
def test_a_reader_of_plain_text_gets_one_part_with_the_same_words(app: Flask, make: object) -> None:
    row = make()
    both = text_of(compose(row))
    if row.subscriber is None:
        pytest.skip("It goes to nobody who can wish.")
    row.subscriber.is_text_only = True
    db.session.commit()

    message = compose(row)

    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert message["Content-Type"].params["format"] == "flowed"
    assert not message.is_multipart()
    assert ADDRESS.sub("", joined(message.get_content())) == ADDRESS.sub("", both.rstrip())
    assert not message.defects


def test_each_form_is_made_once_for_all_its_readers(app: Flask) -> None:
    article, composer = whole_article(), make_composer()
    for number in range(6):
        write(alert_for(article, is_text_only=number % 2 == 0), composer)

    assert len(composer.cache) == 2
    assert [key[-1].is_text_only for key in composer.cache] == [True, False]


def test_a_digest_is_plain_text_too(app: Flask) -> None:
    message = compose(digest_of(alert_for(whole_article()), is_text_only=True))

    assert "Budget" in message.get_content()
    assert "<" not in message.get_content().replace("<https", "")
