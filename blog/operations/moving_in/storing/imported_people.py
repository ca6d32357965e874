"""Authors of another site: an account with the same mail address, a guest author of the same name, or a new guest."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from blog.accounts.authors.records import add_with_free_slug
from blog.accounts.people.enrolment import MAX_NAME_LENGTH
from blog.database import AnySession
from blog.models import OriginKind, Person, Role
from blog.operations.moving_in.imported_items import PersonItem
from blog.operations.moving_in.storing.former_paths import add_former_paths
from blog.operations.moving_in.storing.origins import add_origin, find_origin
from blog.text.cleaning import clean_line


class ImportedPeople:
    """The people of one import, each looked for once; nobody gets an account or a mail."""

    def __init__(self, source: str, people: Mapping[str, PersonItem], fallback: str, now: datetime) -> None:
        self.source, self.people, self.now = source, people, now
        self.fallback = PersonItem("", clean_line(fallback)[:MAX_NAME_LENGTH] or source)
        self.ids: dict[str, int] = {}
        self.added = 0

    def find(self, session: AnySession, key: str) -> Person:
        """Return the author whom articles call *key*, added if need be; the caller commits."""
        item = self.people.get(key) or (PersonItem(key, key) if key else self.fallback)
        if item.key in self.ids and (person := session.get(Person, self.ids[item.key])):
            return person
        person = self.find_or_add(session, item)
        self.ids[item.key] = person.id
        return person

    def find_or_add(self, session: AnySession, item: PersonItem) -> Person:
        """Return the person of an earlier import, one who is here, or a new guest author."""
        origin = find_origin(session, self.source, OriginKind.PERSON, item.key)
        known = session.get(Person, origin.person_id) if origin and origin.person_id else None
        person = known or self.find_present(session, item) or self.add_guest(session, item)
        origin = origin or add_origin(session, self.source, OriginKind.PERSON, item.key, self.now)
        origin.person_id = person.id
        add_former_paths(session, item.paths, self.now, target=f"/authors/{person.slug}")
        session.flush()
        return person

    def find_present(self, session: AnySession, item: PersonItem) -> Person | None:
        """Return who is here already: by mail address, or a guest author by name."""
        by_mail = session.scalar(Person.by_address(item.mail.casefold())) if item.mail else None
        guests = select(Person).where(Person.address_key.is_(None), Person.name == self.name_of(item))
        return by_mail or session.scalar(guests.order_by(Person.id).limit(1))

    def add_guest(self, session: AnySession, item: PersonItem) -> Person:
        """Return a new author without an account."""
        guest = Person(address="", name=self.name_of(item), role=Role.CONTRIBUTOR, created_at=self.now)
        guest.biography = item.biography
        add_with_free_slug(session, guest)
        self.added += 1
        return guest

    def name_of(self, item: PersonItem) -> str:
        """Return the byline."""
        return clean_line(item.name)[:MAX_NAME_LENGTH] or self.fallback.name
