"""Two records of one author become one: bylines once each, followers once each, addresses lead on."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.accounts.authors.author_merging import AuthorAlertInProgress, AuthorGone, merge_authors
from blog.accounts.authors.records import HasAccount
from blog.authoring.drafts.bylines import set_coauthors
from blog.database import db
from blog.database.search.index import count_hits
from blog.database.search.query import SearchQuery
from blog.models import AlertState, Article, Follow, Frequency, Person, Profile
from tests.delivery.alert_factories import make_alert
from tests.factories import NOW, make_article, make_follow, make_person, make_subscriber, save


def make_guest(name: str = "Prof. X", **more: str) -> Person:
    return make_person(name, address="", address_key=None, **more)


def merge(source: Person, target: Person) -> int:
    moved = merge_authors(db.session, source.id, target.id, NOW, by=make_person())
    db.session.commit()
    return moved


def test_each_byline_names_the_author_once(app: Flask, client: FlaskClient) -> None:
    source, target, other = make_guest(slug="old"), make_person("Prof X", slug="new"), make_person()
    source_id, target_id, other_id = source.id, target.id, other.id
    first, second, third = (make_article(author=author) for author in (source, target, other))
    ids = [first.id, second.id, third.id]
    set_coauthors(db.session, first, [target_id, other_id])
    set_coauthors(db.session, second, [source_id])
    set_coauthors(db.session, third, [source_id, target_id])

    merge(source, target)

    named = [[person.id for person in db.session.get_one(Article, id).bylines] for id in ids]
    assert named == [[target_id, other_id], [target_id], [other_id, target_id]]
    assert client.get("/authors/old").location == "/authors/new"
    assert count_hits(db.session, SearchQuery(author_id=target_id)) == 3


def test_followers_keep_one_follow_and_the_shorter_interval(app: Flask) -> None:
    source, target, reader = make_guest(), make_person(), make_subscriber()
    make_follow(reader, author_id=source.id, frequency=Frequency.INSTANT)
    make_follow(reader, author_id=target.id, frequency=Frequency.WEEKLY)
    target_id = target.id

    merge(source, target)

    follow = db.session.scalars(select(Follow)).one()
    assert (follow.author_id, follow.frequency) == (target_id, Frequency.INSTANT)


def test_what_only_one_record_says_is_kept(app: Flask) -> None:
    source, target = make_guest(biography="Writes."), make_person(biography="")
    save(Profile(person_id=source.id, role_line="Reporter", contact="", links=["https://example.org/x"]))
    target_id = target.id

    merge(source, target)

    profile = db.session.get_one(Profile, target_id)
    assert (profile.role_line, profile.links) == ("Reporter", ["https://example.org/x"])
    assert db.session.get_one(Person, target_id).biography == "Writes."


def test_an_account_is_closed_before_it_is_merged(app: Flask) -> None:
    with pytest.raises(HasAccount):
        merge(make_person(), make_person())


def test_a_record_is_not_merged_into_itself_nor_into_one_that_is_gone(app: Flask) -> None:
    guest = make_guest()

    for target_id in (guest.id, guest.id + 1000, 0):
        with pytest.raises(AuthorGone):
            merge_authors(db.session, guest.id, target_id, NOW, by=make_person())


def test_nothing_is_merged_while_the_readers_of_an_alert_are_chosen(app: Flask) -> None:
    guest = make_guest()
    make_alert(AlertState.EXPANDING, article=make_article(author=guest))

    with pytest.raises(AuthorAlertInProgress):
        merge(guest, make_person())
