"""The byline page: co-authors in order, and for editors the reviewer."""

import json

from flask.testing import FlaskClient

from blog.authoring.drafts.bylines import Credits, set_credits
from blog.database import db
from blog.models import Article, ArticleState, Person, ReviewCredit, Role
from tests.authoring.conftest import Desk, Sit
from tests.factories import NOW, make_article, make_draft, make_person


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
    assert "Fact-checked by Rita Reader" in page
    facts = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    news = next(one for one in facts["@graph"] if one["@type"] == "NewsArticle")
    assert news["mainEntityOfPage"]["reviewedBy"]["name"] == "Rita Reader"
    desk.post(path(article), coauthors="")
    assert article.reviewer is reviewer
    editor.post(path(article), reviewer="", credit="reviewed")
    assert article.reviewer_credit is None


def name_coauthors(article: Article, *people: Person) -> None:
    set_credits(db.session, article, Credits([one.id for one in people]), NOW, person_id=article.author_id)
    db.session.commit()


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


def test_nobody_names_people_with_what_belongs_to_others(desk: Desk) -> None:
    article = make_article()

    assert desk.get(path(article)).status_code == 404
    assert desk.post(path(article), coauthors=str(desk.person.id)).status_code == 404
