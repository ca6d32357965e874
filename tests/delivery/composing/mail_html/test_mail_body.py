from flask import Flask

from blog.delivery.composing.mail_html.mail_body import write_body
from blog.web.languages.page_language import writing_in
from tests.delivery.composing.mail_html.test_writer import ADDRESS, LINKS


def test_the_text_form_flows_and_lists_its_links(sqlite_app: Flask) -> None:
    long = "word " * 60
    with sqlite_app.app_context():
        body = write_body(f'<p>{long}<a href="/two">two</a></p><p>Three.</p>', ADDRESS, LINKS, "ltr")

    assert body.text.split("\n")[0] == f"{long}two [1]"
    assert body.text.endswith("Three.\n\nLinks:\n[1] https://news.example.org/two")
    assert str(body.html).startswith('<p class="t-p">word')


def test_a_text_without_links_has_no_list_of_them(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        assert write_body("<p>One.</p>", ADDRESS, LINKS, "rtl").text == "One."


def test_the_same_text_has_our_words_in_the_language_of_each_mail(sqlite_app: Flask) -> None:
    texts = []
    for tag in ("fr", "en", "fr"):
        with sqlite_app.app_context(), writing_in(tag):
            texts.append(write_body('<p><a href="/two">two</a></p>', ADDRESS, LINKS, "ltr").text)

    assert texts[0] == texts[2] == texts[1].replace("Links:", "Liens :")
    assert texts[0] != texts[1]
