"""Parts that pages share are never older than the content, on pages that nobody keeps."""

from flask.testing import FlaskClient

from blog.database import db
from tests.factories import make_article, make_topic


def test_a_page_that_is_made_each_time_shows_a_new_name_in_the_masthead_at_once(reader: FlaskClient) -> None:
    topic = make_topic("Grants")
    make_article("Tea in the valley", slug="tea", topics=[topic])
    before = [reader.get("/topics/?anew").text for _ in range(2)]

    topic.name = "<Subsidies>"
    db.session.commit()

    after = [reader.get("/topics/?anew").text for _ in range(2)]
    assert [page.count("Grants</a>") for page in before] == [3, 3]
    assert [(page.count("Grants"), page.count("&lt;Subsidies&gt;</a>")) for page in after] == [(0, 3), (0, 3)]
