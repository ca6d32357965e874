"""Several authors in order, and who looked an article over: set at the desk, shown wherever an article is named."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.authoring.drafts.bylines import Crediting, OwnReviewer, Review, credit
from blog.authoring.drafts.comparing import compare_revisions
from blog.authoring.drafts.restoring import restore
from blog.database import db
from blog.delivery.audience_preview import preview_audience
from blog.delivery.composing.article_summary import summarize_article
from blog.models import Article, ArticleState, Frequency, Person, ReviewCredit, Revision, Role
from blog.web.extensions import links
from tests.authoring.conftest import Desk, Sit
from tests.factories import NOW, make_article, make_draft, make_follow, make_person, make_subscriber, make_topic

LATER = NOW + timedelta(hours=1)


def make_shared(*names: str, **more: object) -> Article:
    """Make a published article of the people with *names*, the first of whom owns it."""
    people = [make_person(name, slug=name.lower()) for name in names]
    article = make_article(author=people[0], **more)
    name_coauthors(article, *people[1:])
    return article


def name_coauthors(article: Article, *people: Person) -> None:
    credit(db.session, article, Crediting([one.id for one in people]), NOW, person_id=article.author_id)
    db.session.commit()


def path(article: Article) -> str:
    return f"/desk/articles/{article.id}/byline"


def test_authors_are_named_in_the_order_of_the_rows_each_once(desk: Desk) -> None:
    anna, bea = make_person("Anna"), make_person("Bea")
    article = make_draft(author=desk.person)

    answer = desk.post(path(article), coauthors=[str(bea.id), "", str(anna.id), str(bea.id)])

    assert answer.status_code == 303
    assert [person.name for person in article.bylines] == [desk.person.name, "Bea", "Anna"]
    assert "The byline is saved." in desk.get(path(article)).text
    desk.post(path(article), coauthors=["", ""])
    db.session.expire_all()
    assert article.coauthors == []


@pytest.mark.parametrize("key", ["99999999999999999999", "-1", "x", "\x00", "999999"])
def test_who_does_not_work_here_is_not_named(desk: Desk, key: str) -> None:
    article = make_draft(author=desk.person)

    answer = desk.post(path(article), coauthors=key)

    assert answer.status_code == 422
    assert 'id="coauthors-error"' in answer.text
    assert article.coauthors == []


def test_an_editor_names_who_looked_it_over_and_an_author_cannot(desk: Desk, sit: Sit, client: FlaskClient) -> None:
    editor, reviewer = sit(role=Role.EDITOR), make_person("Rita Reader")
    article = make_article(author=desk.person, slug="tea")
    own = editor.post(path(article), reviewer=str(desk.person.id), credit="fact_checked")
    assert own.status_code == 422

    desk.post(path(article), reviewer=str(reviewer.id), credit="fact_checked")
    assert article.reviewer is None
    editor.post(path(article), reviewer=str(reviewer.id), credit="fact_checked")

    assert (article.reviewer, article.reviewer_credit) == (reviewer, ReviewCredit.FACT_CHECKED)
    page = client.get("/articles/tea").text
    assert "Facts checked by Rita Reader" in page
    facts = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    news = next(one for one in facts["@graph"] if one["@type"] == "NewsArticle")
    assert news["mainEntityOfPage"]["reviewedBy"]["name"] == "Rita Reader"
    desk.post(path(article), coauthors="")
    assert article.reviewer is reviewer
    editor.post(path(article), reviewer="", credit="reviewed")
    assert article.reviewer_credit is None


def test_who_wrote_an_article_does_not_review_it(app: Flask) -> None:
    article, other = make_draft(), make_person()

    for key in (article.author_id, other.id):
        crediting = Crediting([other.id], Review(key), is_reviewed_too=True)
        with pytest.raises(OwnReviewer):
            credit(db.session, article, crediting, NOW, person_id=other.id)


def test_a_reviewer_who_becomes_an_author_is_no_reviewer_any_more(app: Flask) -> None:
    article, other = make_draft(), make_person()
    credit(db.session, article, Crediting((), Review(other.id), is_reviewed_too=True), NOW, person_id=other.id)

    name_coauthors(article, other)

    assert (article.reviewer, article.reviewer_credit) == (None, None)


def test_readers_see_all_authors_wherever_the_article_is_named(client: FlaskClient) -> None:
    topic = make_topic("Grants", slug="grants")
    make_shared("Anna", "Bea", "Cleo", headline="Three pens", slug="three", topics=[topic])
    make_article("Neighbour of none", 9, slug="other", topics=[topic])
    for days in (3, 5):
        make_article(f"Between {days}", days)

    for place in ("/", "/articles/three", "/articles/other", "/topics/grants", "/authors/bea", "/archive/2026/5"):
        text = client.get(place).text
        names = [text.index(f">{name}</a>") for name in ("Anna", "Bea", "Cleo")]
        assert names == sorted(names), place
    assert "</a>, and <a" in client.get("/articles/three").text
    for kind in ("atom", "rss", "json"):
        assert "Cleo" in client.get(f"/authors/bea/feed.{kind}").text


def test_mails_name_all_authors(app: Flask) -> None:
    assert summarize_article(make_shared("Anna", "Bea"), links(), NOW).author == "Anna and Bea"


def test_who_follows_a_further_author_is_told(app: Flask) -> None:
    article = make_shared("Anna", "Bea")
    bea = article.coauthors[0]
    reader = make_subscriber(site_frequency=None)
    make_follow(reader, author_id=bea.id, frequency=Frequency.INSTANT)

    assert preview_audience(db.session, article, now=NOW).total == 1
    assert preview_audience(db.session, make_article(), now=NOW).total == 0


def test_a_further_author_edits_until_it_is_published_and_never_deletes(desk: Desk) -> None:
    article = make_draft("Shared draft")
    assert desk.get(f"/desk/articles/{article.id}/edit").status_code == 404
    name_coauthors(article, desk.person)

    assert desk.get(f"/desk/articles/{article.id}/edit").status_code == 200
    assert "Shared draft" in desk.get("/desk/").text
    assert desk.post(f"/desk/articles/{article.id}/deletion").status_code == 404
    article.state, article.published_at = ArticleState.PUBLISHED, NOW
    db.session.commit()
    assert desk.get(f"/desk/articles/{article.id}/edit").status_code == 404


def test_who_takes_the_own_name_away_is_led_to_the_desk(desk: Desk) -> None:
    article = make_draft()
    name_coauthors(article, desk.person)

    assert desk.post(path(article), coauthors="").location == "/desk/"


def test_revisions_keep_who_is_named_and_bring_it_back(app: Flask) -> None:
    article, editor = make_shared("Anna", "Bea"), make_person(role=Role.EDITOR)
    reviewer = make_person("Rita")
    full = Crediting([article.coauthors[0].id], Review(reviewer.id), is_reviewed_too=True)
    credit(db.session, article, full, NOW, person_id=editor.id)
    with_all = newest(article)
    credit(db.session, article, Crediting((), None, is_reviewed_too=True), NOW, person_id=editor.id)
    without = newest(article)

    details = compare_revisions(without, with_all).details
    assert details["bylines"] == ("Anna", "Anna, Bea")
    assert (details["reviewer"], details["reviewer_credit"]) == (("", "Rita"), ("", "Reviewed"))
    restore(db.session, article, with_all, LATER, person_id=editor.id, seen=article.revision)
    assert [person.name for person in article.bylines] == ["Anna", "Bea"]
    assert article.reviewer is reviewer


def newest(article: Article) -> Revision:
    query = select(Revision).where(Revision.article_id == article.id).order_by(Revision.number.desc())
    return db.session.scalars(query).first()


def test_nobody_names_people_with_what_belongs_to_others(desk: Desk) -> None:
    article = make_article()

    assert desk.get(path(article)).status_code == 404
    assert desk.post(path(article), coauthors=str(desk.person.id)).status_code == 404
