"""Names of the links of footnotes."""

import re

from flask.testing import FlaskClient

from blog.text.markdown import render
from blog.text.markdown.note_names import name_notes
from tests.factories import make_article

BODY = render("One[^a] and two[^b], and one again[^a].\n\n[^a]: First.\n\n[^b]: Second.").html


def test_each_link_of_a_note_says_where_it_leads(client: FlaskClient) -> None:
    make_article(slug="noted", body_html=BODY)

    html = client.get("/articles/noted").get_data(as_text=True)

    links = re.findall(r'<a ([^>]*class="note-[^>]*)>', html)
    names = [re.search('aria-label="([^"]*)"', attributes)[1] for attributes in links]
    assert names == ["Note 1", "Note 2", "Note 1", *["Back to the text"] * 3]


def test_nothing_but_the_names_is_added() -> None:
    assert re.sub(' aria-label="[^"]*"', "", name_notes(BODY, "<{number}>", '"')) == BODY
    assert name_notes("<p>None.</p>", "", "") == "<p>None.</p>"
