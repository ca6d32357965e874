"""The search page shows what was found and what can be chosen as text, whatever it holds."""

from flask.testing import FlaskClient

from tests.factories import make_article, make_topic


def test_hits_are_set_off_and_the_text_around_them_is_escaped(client: FlaskClient) -> None:
    make_article('<b>Kingfisher</b> & "heron"', standfirst="A <i>kingfisher</i>.")

    page = client.get("/search?q=kingfisher").get_data(as_text=True)

    assert "&lt;b&gt;<mark>Kingfisher</mark>&lt;/b&gt; &amp; &#34;heron&#34;</a>" in page
    assert "&lt;i&gt;<mark>kingfisher</mark>&lt;/i&gt;." in page


def test_what_can_be_chosen_is_escaped_and_the_choice_is_selected(client: FlaskClient) -> None:
    make_article("Heron", topics=[make_topic('<i>"Birds"', slug="birds"), make_topic("Water", slug="water")])

    page = client.get("/search?q=heron&topic=birds").get_data(as_text=True)

    assert '<option selected value="birds">&lt;i&gt;&#34;Birds&#34;</option>' in page
    assert '<option value="water">Water</option>' in page
    assert '<option value="">All topics</option>' in page
