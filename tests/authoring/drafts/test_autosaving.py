"""Autosave of a draft is the draft; what others see is never touched by it, and no text is lost between pages."""

import random
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from blog.database import db
from blog.models import Article, ArticleState, Revision, Role, Topic, WorkingCopy
from blog.web.clock import read_clock
from tests.audit import IS_AUDIT
from tests.authoring.conftest import Desk, Sit
from tests.databases import on_sqlite
from tests.factories import make_draft, make_preview_link

NEW, KEY, OTHER = "/desk/working-copies", "page-number-one", "page-number-two"
ROUNDS = range(20 if IS_AUDIT else 2)


def copies() -> list[WorkingCopy]:
    return list(
        db.session.scalars(select(WorkingCopy).where(WorkingCopy.applied_at.is_(None)).order_by(WorkingCopy.id))
    )


def bodies(article_id: int) -> list[str]:
    query = select(Revision.body_markdown).where(Revision.article_id == article_id)
    return list(db.session.scalars(query.order_by(Revision.number)))


def fields_of(article: Article, **fields: Any) -> dict[str, Any]:
    shown = {"headline": article.headline, "standfirst": article.standfirst, "body": article.body_markdown}
    return {**shown, "slug": article.slug, "seen": article.revision, "copy_key": KEY, "copy_at": "", **fields}


def keep(desk: Desk, article: Article, **fields: Any) -> Any:
    return desk.post(f"/desk/articles/{article.id}/working-copy", **fields_of(article, **fields)).json


def save(desk: Desk, article: Article, **fields: Any) -> Any:
    return desk.post(f"/desk/articles/{article.id}/edit", **fields_of(article, **fields))


@pytest.fixture
def draft(desk: Desk) -> Article:
    """A draft that was saved by hand."""
    path = desk.post("/desk/articles/new", headline="Tea", body="As saved.").location
    return db.session.get_one(Article, int(path.split("/")[3]))


def test_what_is_typed_is_in_the_draft_and_a_save_makes_the_revision(desk: Desk, draft: Article) -> None:
    first = keep(desk, draft, body="Typed.", headline="Green tea")
    keep(desk, draft, body="Typed on.", headline="Green tea", slug=first["saved"]["slug"], seen=first["seen"])

    db.session.refresh(draft)
    assert (draft.body_markdown, draft.headline, draft.slug) == ("Typed on.", "Green tea", "green-tea")
    assert "Draft autosaved at" in first["said"]
    assert (first["kept"], copies(), bodies(draft.id)) == (False, [], ["As saved."])
    assert "not in its article" not in desk.get("/desk/").text
    save(desk, draft)
    assert bodies(draft.id) == ["As saved.", "Typed on."]


def test_a_page_whose_answer_was_lost_goes_on_and_another_one_is_kept_beside(desk: Desk, draft: Article) -> None:
    old = fields_of(draft)
    keep(desk, draft, body="Its answer was lost.")

    again = keep(desk, draft, **{**old, "body": "Its answer was lost, so more."})
    beside = keep(desk, draft, **{**old, "body": "From the other tab.", "copy_key": OTHER})
    saved = save(desk, draft, **{**old, "body": "Its answer was lost, so more, and saved."})

    assert (again["kept"], beside["kept"], saved.status_code) == (False, True, 303)
    assert "saved a newer version" in beside["newer"]
    assert [copy.fields["body"] for copy in copies()] == [["From the other tab."]]
    assert bodies(draft.id) == ["As saved.", "Its answer was lost, so more, and saved."]


@on_sqlite
def test_without_a_word_there_is_no_draft(desk: Desk) -> None:
    empty = desk.post(NEW, headline=" ", body="\n", copy_key=KEY).json
    said = desk.post(NEW, headline="", body="A word", copy_key=KEY).json
    twice = desk.post(NEW, headline="", body="A word.", copy_key=KEY).json
    shown = desk.get(said["address"]).text
    taken_back = desk.post(said["copies"], headline="", body="", slug="untitled", copy_key=KEY, seen=twice["seen"]).json

    assert (empty["address"], taken_back["address"]) == ("/desk/articles/new",) * 2
    assert twice["address"] == said["address"]
    assert "Untitled" not in shown.split("<main")[1].split("<textarea")[1].split("</textarea>")[0]
    assert db.session.scalars(select(Article)).all() == []


def test_what_was_saved_by_hand_is_never_taken_for_blank(desk: Desk, draft: Article) -> None:
    keep(desk, draft, headline="", standfirst="", body="")

    assert bodies(draft.id) == ["As saved."]
    assert db.session.get_one(Article, draft.id).headline == "Untitled"


@pytest.mark.parametrize("state", sorted(set(ArticleState) - {ArticleState.DRAFT, ArticleState.DELETED}))
@on_sqlite
def test_what_others_see_stays_as_it_is(sit: Sit, state: ArticleState) -> None:
    editor = sit(role=Role.EDITOR)
    article = make_draft(author=editor.person, state=state, text="As they see it.", published_at=read_clock())

    said = keep(editor, article, body="Half a sen")

    assert said["kept"]
    assert db.session.get_one(Article, article.id).body_markdown == "As they see it."


@on_sqlite
def test_a_draft_behind_an_open_link_stays_as_it_is(desk: Desk, draft: Article) -> None:
    link = make_preview_link(draft, expires_at=read_clock() + timedelta(days=1))

    beside = keep(desk, draft, body="Half a sen")
    link.revoked_at = read_clock()
    db.session.commit()
    within = keep(desk, draft, body="Half a sentence")

    assert (beside["kept"], within["kept"]) == (True, False)


@pytest.mark.parametrize(
    "wrong", [{"body": "x" * 200_001}, {"slug": "taken"}, {"standfirst": "x" * 601}, {"new_topic": "Gran"}]
)
@on_sqlite
def test_what_a_draft_cannot_take_is_kept_beside_it(sit: Sit, wrong: dict[str, str]) -> None:
    editor = sit(role=Role.EDITOR)
    make_draft(slug="taken")
    article = make_draft("Tea", author=editor.person, text="As saved.")

    said = keep(editor, article, **wrong)

    assert said["kept"]
    assert [copy.fields[name] for copy in copies() for name in wrong] == [list(wrong.values())]
    assert db.session.get_one(Article, article.id).body_markdown == "As saved."
    assert db.session.scalars(select(Topic)).all() == []


def test_text_that_was_never_saved_outlives_the_next_page_and_its_own_removal(desk: Desk, draft: Article) -> None:
    keep(desk, draft, body="Autosaved, and never saved by hand.")
    db.session.refresh(draft)
    keep(desk, draft, body="Something else. " * 9, copy_key=OTHER)
    db.session.refresh(draft)
    keep(desk, draft, body="Gone", copy_key=OTHER)

    assert bodies(draft.id) == ["As saved.", "Autosaved, and never saved by hand.", "Something else. " * 9]


class Tab:
    """One open page of the draft: what it shows, and what it knows."""

    def __init__(self, desk: Desk, draft: Article, number: int) -> None:
        db.session.refresh(draft)
        self.desk, self.draft = desk, draft
        self.fields = fields_of(draft, copy_key=f"page-number-{number}")

    def type(self, words: str) -> None:
        self.fields["body"] += f" {words}"

    def send(self, path: str, *, is_answer_lost: bool) -> None:
        data = {"csrf_token": self.desk.token, "deed": "save", **self.fields}
        address = f"/desk/articles/{self.draft.id}/{path}"
        answer = self.desk.client.post(address, data=data, headers={"Accept": "application/json"})
        said = answer.json or {}
        if not is_answer_lost:
            self.fields |= {"seen": said.get("seen", self.fields["seen"]), "copy_at": said["at"]}
            self.fields["copy_key"] = said.get("key") or self.fields["copy_key"]


@pytest.mark.parametrize("seed", ROUNDS)
@on_sqlite
def test_whatever_tabs_do_at_once_the_last_words_of_each_are_somewhere(desk: Desk, draft: Article, seed: int) -> None:
    chance = random.Random(seed)
    tabs = [Tab(desk, draft, number) for number in range(2)]
    closed: list[Tab] = []

    for step in range(14):
        tab = chance.choice(tabs)
        tab.type(f"word{step}")
        path = chance.choice(["working-copy", "working-copy", "edit"])
        tab.send(path, is_answer_lost=chance.random() < 0.3)
        if chance.random() < 0.2:
            closed.append(tab)
            tabs[tabs.index(tab)] = Tab(desk, draft, 10 + step)

    db.session.refresh(draft)
    found = {draft.body_markdown, *bodies(draft.id), *(copy.fields["body"][0] for copy in copies())}
    kept = {text.strip() for text in found}
    for tab in [*tabs, *closed]:
        assert tab.fields["body"].strip() in kept, seed


def test_a_page_that_is_cleared_takes_no_text_of_others_along(desk: Desk, sit: Sit) -> None:
    mine = desk.post(NEW, headline="Tea", body="Mine.", copy_key=KEY).json
    article = db.session.scalars(select(Article)).one()
    editor, known = sit(role=Role.EDITOR), article.revision
    keep(desk, article, body="Mine, and more.", seen=mine["seen"])
    keep(editor, article, body="Of the editor.", seen=known, copy_key=OTHER)
    db.session.expire_all()

    keep(desk, article, headline="", standfirst="", body="", slug="")

    assert db.session.scalars(select(Article)).one() is article
    assert [copy.fields["body"] for copy in copies()] == [["Of the editor."]]
