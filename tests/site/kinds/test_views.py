"""Kinds of article at the desk, and what readers see of one."""

import json
import re
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Article, ArticleKind, AuditEvent, AuditKind, Role, SchemaType
from tests.factories import make_article, make_kind, make_person, make_topic, sign_in

FIELDS = {"name": "Column", "schema_type": "OpinionNewsArticle", "weight": "-3", "is_labelled": "y"}


@pytest.fixture
def token(client: FlaskClient) -> str:
    return sign_in(client, make_person(role=Role.EDITOR))


def test_a_kind_is_added_renamed_and_moved(client: FlaskClient, token: str) -> None:
    make_kind("news")

    assert client.post("/desk/kinds/new", data={**FIELDS, "csrf_token": token}).status_code == 303
    added = db.session.scalars(select(ArticleKind).where(ArticleKind.key == "column")).one()
    renamed = {**FIELDS, "name": "Kolumne <b>", "csrf_token": token}
    assert client.post(f"/desk/kinds/{added.id}", data=renamed).status_code == 303
    assert client.post(f"/desk/kinds/{added.id}/place", data={"step": "up", "csrf_token": token}).status_code == 303

    assert [kind.key for kind in db.session.scalars(ArticleKind.in_order())] == ["column", "news"]
    assert (added.name, added.weight, added.schema_type) == ("Kolumne <b>", -3, SchemaType.OPINION)
    assert "Kolumne &lt;b&gt;" in client.get("/desk/kinds").text
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == AuditKind.KIND_CHANGED)).all()
    assert [event.subject for event in events] == ["Column", "Kolumne <b>"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Give the kind a name."),
        ({"name": "opinion"}, "Another kind has this name."),
        ({"name": "x" * 41}, "40 characters or fewer"),
        ({"weight": "9999"}, "Give a number from -168 to 168."),
        ({"weight": "soon"}, "Give a number from -168 to 168."),
        ({"schema_type": "Thing"}, "Not a valid choice"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    client: FlaskClient, token: str, changes: dict[str, str], said: str
) -> None:
    make_kind("opinion")

    answer = client.post("/desk/kinds/new", data={**FIELDS, **changes, "csrf_token": token})

    assert answer.status_code == 422
    assert said in answer.text
    assert db.session.scalars(select(ArticleKind.key)).all() == ["opinion"]


def test_articles_of_a_deleted_kind_get_the_chosen_one(client: FlaskClient, token: str) -> None:
    usual, opinion, analysis = make_kind("news"), make_kind("opinion"), make_kind("analysis")
    first = make_article(kind_id=opinion.id)

    assert "1 article is of this kind." in client.get(f"/desk/kinds/{opinion.id}/deletion").text
    client.post(f"/desk/kinds/{opinion.id}/deletion", data={"target": "analysis", "csrf_token": token})
    assert db.session.get_one(Article, first.id).kind_id == analysis.id
    client.post(f"/desk/kinds/{analysis.id}/deletion", data={"target": "", "csrf_token": token})
    assert db.session.get_one(Article, first.id).kind_id is None
    assert client.post(f"/desk/kinds/{usual.id}/deletion", data={"csrf_token": token}).status_code == 404


def test_authors_do_not_enter(client: FlaskClient) -> None:
    sign_in(client, make_person())

    assert client.get("/desk/kinds").status_code == 403


def test_readers_see_the_kind_everywhere(client: FlaskClient) -> None:
    opinion, topic = make_kind("opinion", schema_type=SchemaType.OPINION), make_topic("Alps")
    make_article("Tea", slug="tea", topics=[topic], kind_id=opinion.id)
    make_article("Milk", slug="milk")

    page, plain = client.get("/articles/tea").text, client.get("/articles/milk").text

    label = '<span class="kicker__kind" dir="auto">Opinion</span>'
    assert [
        label in text for text in (page, plain, client.get("/").text, client.get(f"/topics/{topic.slug}").text)
    ] == [
        True,
        False,
        True,
        True,
    ]
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    assert data["@graph"][0]["@type"] == "OpinionNewsArticle"
    atom, rss = ElementTree.fromstring(client.get("/feed.atom").data), client.get("/feed.rss").text
    assert [one.get("term") for one in atom.iter("{http://www.w3.org/2005/Atom}category")][:1] == ["Opinion"]
    assert ">Opinion</category>" in rss
    assert client.get("/feed.json").json["items"][1]["tags"] == ["Opinion", "Alps"]
    assert "Opinion" in client.get("/articles/tea.txt").text


def test_links_of_a_paid_article_say_so(client: FlaskClient) -> None:
    paid = make_kind("sponsored", is_sponsored=True, is_labelled=False, schema_type=SchemaType.ADVERTISER)
    body = '<p><a href="https://shop.example/">Buy</a> <a href="/articles/milk">Milk</a></p>'
    make_article("Tea", slug="tea", body_html=body, kind_id=paid.id)

    page = client.get("/articles/tea").text

    assert '<a href="https://shop.example/" rel="sponsored">' in page
    assert '<a href="/articles/milk">' in page
    assert ">Sponsored</span>" in page
    assert 'rel=\\"sponsored\\"' in client.get("/feed.json").text
