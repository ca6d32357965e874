"""Roles and suspension."""

import pytest
from flask import Flask

from blog.accounts.people.enrolment import LastAdministrator
from blog.accounts.people.roles import (
    OwnAccount,
    StaleRole,
    assign_role,
    list_members,
    reinstate_member,
    suspend_member,
)
from blog.accounts.signin.sessions import begin_session
from blog.database import db
from blog.models import ArticleState, AuditEvent, LoginSession, Person, Role
from tests.accounts.people_factories import count
from tests.databases import asked_of_database, explain, on_sqlite
from tests.factories import NOW, make_article, make_draft, make_person


@pytest.fixture
def boss(app: Flask) -> Person:
    return make_person("Bo Ss", Role.ADMINISTRATOR)


def test_the_same_role_again_changes_nothing(boss: Person) -> None:
    person = make_person(role=Role.EDITOR)
    begin_session(db.session, person, NOW)

    assert assign_role(db.session, person, Role.EDITOR, NOW, by=boss, seen="author") is False
    assert (count(LoginSession), count(AuditEvent)) == (1, 0)


@pytest.mark.parametrize(("seen", "error"), [("editor", None), ("author", StaleRole), ("", StaleRole)])
def test_a_role_is_set_only_over_the_one_that_was_seen(boss: Person, seen: str, error: type[Exception] | None) -> None:
    person = make_person(role=Role.EDITOR)

    if error:
        with pytest.raises(error):
            assign_role(db.session, person, Role.CONTRIBUTOR, NOW, by=boss, seen=seen)
    else:
        assert assign_role(db.session, person, Role.CONTRIBUTOR, NOW, by=boss, seen=seen)

    assert person.role is (Role.EDITOR if error else Role.CONTRIBUTOR)


def test_the_own_account_and_the_last_administrator_stay(boss: Person) -> None:
    other = make_person(role=Role.EDITOR)

    with pytest.raises(OwnAccount):
        suspend_member(db.session, boss, NOW, by=boss)
    with pytest.raises(OwnAccount):
        assign_role(db.session, boss, Role.AUTHOR, NOW, by=boss, seen="administrator")
    with pytest.raises(LastAdministrator):
        suspend_member(db.session, boss, NOW, by=other)

    assert boss.may(Role.ADMINISTRATOR)


def test_suspending_and_reinstating_twice_leaves_one_audit_row_each(boss: Person) -> None:
    person = make_person()

    for change in (suspend_member, suspend_member, reinstate_member, reinstate_member):
        change(db.session, person, NOW, by=boss)

    assert person.is_suspended is False
    assert count(AuditEvent) == 2


def test_members_are_listed_by_name_with_their_articles_and_suspended_ones_last(boss: Person) -> None:
    make_person("Abe", is_suspended=True)
    ann = make_person("ann")
    make_article(author=ann)
    make_draft(author=ann)
    make_draft(author=ann)

    members = list_members(db.session)

    counts = [(one.person.name, one.published_count, one.draft_count) for one in members]
    assert counts == [("ann", 1, 2), ("Bo Ss", 0, 0), ("Abe", 0, 0)]
    assert [one.person for one in list_members(db.session, ann.id)] == [ann]


def test_neither_pending_versions_nor_deleted_articles_count(boss: Person) -> None:
    for state in (ArticleState.PUBLISHED, ArticleState.WITHDRAWN, ArticleState.DELETED):
        make_article(author=boss, state=state)
    make_draft(author=boss, pending_for=make_article(author=boss))
    make_draft(author=boss, state=ArticleState.DELETED)

    (member,) = list_members(db.session)

    assert (member.published_count, member.draft_count) == (3, 0)


@on_sqlite
@pytest.mark.parametrize("is_alone", [True, False])
def test_the_articles_of_people_are_counted_in_an_index(boss: Person, is_alone: bool) -> None:
    """The rows hold the text: at 100,000 articles they are a gigabyte."""
    with asked_of_database() as asked:
        list_members(db.session, boss.id if is_alone else None)

    steps = [line for line in explain(asked) if " articles" in line]
    covering = [line for line in steps if "USING COVERING INDEX ix_articles_author_id_state_published_at" in line]
    pending = [line for line in steps if "pending_for_id>?" in line]
    assert (len(covering), len(pending), len(steps)) == (1, 1, 2)
