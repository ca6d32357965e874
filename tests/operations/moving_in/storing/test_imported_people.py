"""Authors become guests; who has an account here is that person, and nobody gets one."""

from flask import Flask
from sqlalchemy import select

from blog.accounts.authors.author_merging import merge_authors
from blog.database import db
from blog.models import Person
from blog.operations.moving_in.imported_items import PersonItem
from blog.operations.moving_in.storing.imported_people import ImportedPeople
from tests.factories import NOW, make_person


def find(*items: PersonItem) -> list[Person]:
    people = ImportedPeople("x", {item.key: item for item in items}, "The Herald", NOW)
    return [people.find(db.session, item.key) for item in items]


def test_who_has_an_account_is_that_person(app: Flask) -> None:
    known = make_person("Maren Holt", address="m@a.example", address_key="m@a.example")

    assert find(PersonItem("m", "M. Holt", "M@a.example")) == [known]


def test_others_are_guests_without_address_and_one_a_name(app: Flask) -> None:
    make_person("Ilse Vogt")

    first, again = find(PersonItem("a", "Ilse Vogt", "i@b.example"), PersonItem("b", "Ilse Vogt"))

    assert first is again
    assert (first.is_guest, first.address, first.password_hash) == (True, "", None)
    assert len(db.session.scalars(select(Person)).all()) == 2


def test_an_author_who_was_renamed_here_stays_the_same(app: Flask) -> None:
    (person,) = find(PersonItem("a", "Ilse"))
    person.rename("Ilse Vogt", "en")
    db.session.commit()

    assert find(PersonItem("a", "Ilse")) == [person]


def test_a_record_that_was_merged_stays_merged(app: Flask) -> None:
    (guest,) = find(PersonItem("m", "Maren H.", paths=["/author/maren/"]))
    guest_id, target_id = guest.id, make_person("Maren Holt").id
    db.session.commit()
    merge_authors(db.session, guest_id, target_id, NOW, by=make_person())
    db.session.commit()

    (again,) = find(PersonItem("m", "Maren H.", paths=["/author/maren/"]))

    assert again.id == target_id
