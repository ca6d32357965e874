"""The front page at the desk and what readers see of the choices."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Article, ArticleState, AuditEvent, AuditKind, FrontArrangement, Picture, Role
from blog.web.clock import read_clock
from tests.factories import make_article, make_kind, make_person, make_topic, save, sign_in

ALL = ["wide", "corrections", "signup", "bands"]
FIELDS = {"seen": "0", "bands": "rule", "shown": ALL}


@pytest.fixture
def token(client: FlaskClient) -> str:
    return sign_in(client, make_person("Ada", role=Role.EDITOR))


def headlines(html: str) -> list[str]:
    """Return the headlines in the order of the page."""
    main = html.partition("<main")[2].partition("</main>")[0]
    return re.findall(r'__headline[^>]*><a href="/articles/([a-z0-9-]+)"', main)


def make_stories(count: int = 6) -> list[Article]:
    return [make_article(slug=f"story-{number}", age_days=number) for number in range(count)]


def test_what_an_editor_chose_leads_until_its_time_and_is_logged(client: FlaskClient, token: str) -> None:
    stories = make_stories()
    until = (read_clock() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    chosen = {"lead": stories[4].id, "lead_until": until, "beside": [stories[5].id, stories[3].id]}

    assert client.post("/desk/front", data={**FIELDS, **chosen, "csrf_token": token}).status_code == 303
    page = client.get("/").text

    assert headlines(page)[:3] == ["story-4", "story-5", "story-3"]
    assert sorted(headlines(page)) == sorted(story.slug for story in stories)
    assert ">Editor’s choice</span>" in page
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == AuditKind.FRONT_CHANGED)).one()
    assert (event.person_name, event.subject) == ("Ada", stories[4].headline)


def test_a_choice_falls_away_when_it_ends_or_its_article_goes(client: FlaskClient, token: str) -> None:
    stories = make_stories()
    ended = {"article": stories[4].id, "until": (read_clock() - timedelta(minutes=1)).isoformat()}
    row = save(FrontArrangement(id=1, plan={"lead": ended}))
    assert headlines(client.get("/").text)[0] == "story-0"

    row.plan = {"lead": {"article": stories[4].id, "until": None}}
    stories[4].state = ArticleState.WITHDRAWN
    db.session.commit()

    assert headlines(client.get("/").text)[0] == "story-0"
    assert "cannot see this article any more" in client.get("/desk/front").text


def test_buttons_change_the_form_and_save_nothing(client: FlaskClient, token: str) -> None:
    one, two, three = make_stories(3)
    fields = {**FIELDS, "beside": [one.id, two.id], "csrf_token": token}

    moved = client.post("/desk/front", data={**fields, "deed": f"up-{two.id}"}).text
    led = client.post("/desk/front", data={**fields, "deed": f"lead-{two.id}"}).text
    dropped = client.post("/desk/front", data={**fields, "deed": f"drop-article-{one.id}"}).text

    beside = r'name="beside" value="(\d+)"'
    assert re.findall(beside, moved) == [str(two.id), str(one.id)]
    assert (re.findall(beside, led), f'name="lead" value="{two.id}"' in led) == ([str(one.id)], True)
    assert re.findall(beside, dropped) == [str(two.id)]
    assert "Not saved yet" in moved
    assert db.session.get(FrontArrangement, 1) is None
    assert f'name="lead" value="{three.id}"' in client.get(f"/desk/front/lead/{three.id}", follow_redirects=True).text


def test_who_saves_second_is_told_and_may_save_again(client: FlaskClient, token: str) -> None:
    one, two = make_stories(2)
    client.post("/desk/front", data={**FIELDS, "lead": one.id, "csrf_token": token})

    second = client.post("/desk/front", data={**FIELDS, "lead": two.id, "csrf_token": token})

    assert second.status_code == 409
    assert f"Leads: {one.headline}" in second.text
    assert f'name="lead" value="{two.id}"' in second.text
    again = {**FIELDS, "seen": "1", "lead": two.id, "csrf_token": token}
    assert client.post("/desk/front", data=again).status_code == 303
    assert headlines(client.get("/").text)[0] == two.slug


@pytest.mark.parametrize(
    ("until", "said"),
    [("2020-01-01T10:00", "This time has passed."), ("soon", "Give date and time"), ("9999-99-99T99:99", "Give date")],
)
def test_a_wrong_end_is_said_beside_it(client: FlaskClient, token: str, until: str, said: str) -> None:
    [one] = make_stories(1)

    answer = client.post("/desk/front", data={**FIELDS, "lead": one.id, "lead_until": until, "csrf_token": token})

    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{until}"' in answer.text


def test_hostile_fields_are_no_fault(client: FlaskClient, token: str) -> None:
    make_stories(1)
    bad = {"lead": "9" * 40, "beside": ["-1", "x", "1'--"], "wide": "<b>", "topic": ["0"], "seen": "9" * 30, "q": "\0“"}

    for deed in ("save", "drop-", "up-999", "band", "lead-99999999999", "drop-band-x"):
        answer = client.post("/desk/front", data={**FIELDS, **bad, "deed": deed, "csrf_token": token})
        assert answer.status_code in {200, 303, 409}, deed
    assert client.get("/").status_code == 200


def test_the_preview_is_the_real_page_and_saves_nothing(client: FlaskClient, token: str) -> None:
    one, two = make_stories(2)

    answer = client.post("/desk/front/preview", data={**FIELDS, "lead": two.id, "theme": "dark", "csrf_token": token})

    assert headlines(answer.text) == [two.slug, one.slug]
    assert 'data-theme="dark"' in answer.text
    assert "Preview, not public." in answer.text
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headlines(client.get("/").text)[0] == one.slug


def test_parts_are_left_out_and_bands_chosen(client: FlaskClient, token: str) -> None:
    photo = save(
        Picture(key="w" * 32, width=1600, height=900, widths=[1600], formats=["jpg"], uploaded_at=read_clock())
    )
    alps, grants = make_topic("Alps"), make_topic("Grants")
    for number in range(24):
        make_article(slug=f"story-{number}", age_days=number, topics=[(alps, grants)[number % 2]], lead_picture=photo)
    usual = client.get("/").text
    assert ('class="wide-story"' in usual, 'class="signup-band"' in usual, usual.count('class="band ')) == (
        True,
        True,
        2,
    )

    chosen = {**FIELDS, "bands": "chosen", "topic": [grants.id], "shown": ["bands"], "csrf_token": token}
    client.post("/desk/front", data=chosen)
    page = client.get("/").text

    assert ('class="wide-story"' in page, 'class="signup-band"' in page, page.count('class="band ')) == (
        False,
        False,
        1,
    )
    assert f'id="band-{grants.slug}"' in page
    client.post("/desk/front", data={**FIELDS, "seen": "1", "shown": [], "csrf_token": token})
    assert 'class="band ' not in client.get("/").text


def test_the_weight_of_a_kind_decides_and_a_paid_article_never_leads(client: FlaskClient) -> None:
    report, paid = make_kind("report", weight=30), make_kind("sponsored", is_sponsored=True, weight=99)
    make_article(slug="paid", kind_id=paid.id)
    make_article(slug="news", age_days=0.5)
    make_article(slug="report", age_days=1, kind_id=report.id)

    assert headlines(client.get("/").text)[0] == "report"


def test_while_one_types_the_list_follows(client: FlaskClient, token: str) -> None:
    make_article("Ferry <b> to Odesa", slug="ferry")
    make_article("Tea")

    found, newest, none = (client.get(f"/desk/front/articles?q={words}").text for words in ("ferry", "", "zebra"))

    assert ("Ferry &lt;b&gt; to Odesa" in found, ">Tea<" in found, 'data-count="1 article"' in found) == (
        True,
        False,
        True,
    )
    assert 'value="beside-' in newest
    assert "<html" not in newest
    assert "No public article has these words." in none
