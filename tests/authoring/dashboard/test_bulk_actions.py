"""Acts on several articles: each is judged for itself, by the same rules as the acts on one."""

import pytest
from flask import Flask
from sqlalchemy import select

from blog.authoring.dashboard.article_list import STATE_ORDER
from blog.authoring.dashboard.bulk_actions import BulkAct, BulkActor, act_on_all, find_selected, judge_all
from blog.database import db
from blog.models import Article, ArticleState, AuditEvent, Person, Revision, Role
from tests.factories import NOW, make_draft, make_person, make_topic

WAS_PUBLIC = {ArticleState.PUBLISHED, ArticleState.WITHDRAWN, ArticleState.ENDED}
EXPECTED = {
    (BulkAct.DELETE, Role.CONTRIBUTOR): {"draft"},
    (BulkAct.DELETE, Role.AUTHOR): {"draft"},
    (BulkAct.DELETE, Role.EDITOR): {"draft"},
    (BulkAct.ADD_TOPIC, Role.CONTRIBUTOR): {"draft"},
    (BulkAct.ADD_TOPIC, Role.AUTHOR): {*STATE_ORDER} - {"in_review"},
    (BulkAct.ADD_TOPIC, Role.EDITOR): {*STATE_ORDER},
    (BulkAct.WITHDRAW, Role.CONTRIBUTOR): set[str](),
    (BulkAct.WITHDRAW, Role.AUTHOR): {"published", "ended"},
    (BulkAct.WITHDRAW, Role.EDITOR): {"published", "ended"},
}
"""States of the articles that each act changes."""


def write(author: Person) -> list[Article]:
    return [
        make_draft(state.value, author=author, state=state, published_at=NOW if state in WAS_PUBLIC else None)
        for state in STATE_ORDER
    ]


def ids_of(articles: list[Article]) -> list[int]:
    return [article.id for article in articles]


@pytest.mark.parametrize(("act", "role"), EXPECTED)
def test_each_article_is_changed_where_the_person_may(app: Flask, act: BulkAct, role: Role) -> None:
    me = make_person(role=role)
    actor = BulkActor(me, NOW, make_topic())
    mine = find_selected(db.session, me, ids_of(write(me) + write(make_person())), lock=True)

    verdicts = act_on_all(db.session, act, mine, actor)
    db.session.commit()

    assert {str(verdict.article.headline) for verdict in verdicts if not verdict.obstacle} == EXPECTED[act, role]
    assert (len(verdicts) > len(STATE_ORDER)) is (role is Role.EDITOR)


def test_each_change_has_an_audit_row(app: Flask) -> None:
    editor, topic = make_person(role=Role.EDITOR), make_topic("Water")
    articles = write(editor)
    for act in (BulkAct.ADD_TOPIC, BulkAct.WITHDRAW, BulkAct.DELETE):
        act_on_all(db.session, act, find_selected(db.session, editor, ids_of(articles)), BulkActor(editor, NOW, topic))
        db.session.commit()
        articles = list(db.session.scalars(select(Article)))

    rows = db.session.execute(select(AuditEvent.kind, AuditEvent.subject, AuditEvent.person_id)).all()
    kinds = [row.kind.value for row in rows]
    assert {row.person_id for row in rows} == {editor.id}
    assert (kinds.count("topic_added"), kinds.count("withdrawn"), kinds.count("deleted")) == (len(STATE_ORDER), 2, 1)


def test_a_topic_comes_as_a_revision_that_readers_are_not_told_of(app: Flask) -> None:
    author, topic = make_person(), make_topic("Water")
    (article,) = [one for one in write(author) if one.is_listed]
    before = article.revision

    for _ in range(2):
        act_on_all(db.session, BulkAct.ADD_TOPIC, [article], BulkActor(author, NOW, topic))
    db.session.commit()

    newest = db.session.scalars(select(Revision).order_by(Revision.number.desc())).first()
    assert [one.name for one in article.topics] == ["Water"]
    assert article.revision > before
    assert newest is not None
    assert (newest.number, newest.is_minor, newest.person_id) == (2, True, author.id)
    assert newest.details["topics"] == ["Water"]


def test_a_further_author_deletes_nobody_elses_draft(app: Flask) -> None:
    me, first = make_person(), make_person()
    draft = make_draft("Shared", author=first)
    db.session.execute(Article.coauthors.property.secondary.insert().values(article_id=draft.id, person_id=me.id))

    (verdict,) = judge_all(BulkAct.DELETE, find_selected(db.session, me, [draft.id]), BulkActor(me, NOW))

    assert verdict.obstacle == "not_own"
