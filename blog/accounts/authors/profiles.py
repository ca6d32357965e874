"""Profiles: what readers learn of a person, and the order of the staff page."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.models import Person, Profile


@dataclass(frozen=True)
class ProfileText:
    """What one types of a person beside the name; see Profile for each."""

    biography: str = ""
    role_line: str = ""
    contact: str = ""
    links: Sequence[str] = ()


def find_or_add_profile(session: AnySession, person: Person) -> Profile:
    """Return the profile of *person*, locked until the commit; an empty one where there was none."""
    found = session.get(Profile, person.id, with_for_update=True, populate_existing=True)
    if found is None:
        found = Profile(person_id=person.id, role_line="", contact="", links=[])
        session.add(found)
        session.flush()
    return found


def describe(session: AnySession, person: Person, text: ProfileText) -> Profile:
    """Store *text* of *person*; the caller commits."""
    profile = find_or_add_profile(session, person)
    person.biography = text.biography
    profile.role_line, profile.contact, profile.links = text.role_line, text.contact, list(text.links)
    return profile


def show_on_team(session: AnySession, profile: Profile, *, is_shown: bool) -> None:
    """Put a person at the end of the staff page, or take them off it. The caller commits."""
    if is_shown and profile.team_position is None:
        profile.team_position = (session.scalar(select(func.max(Profile.team_position))) or 0) + 1
    elif not is_shown:
        profile.team_position = None


def list_team(session: AnySession) -> list[Profile]:
    """Return the profiles of the staff page in its order, locked until the commit."""
    shown = select(Profile).where(Profile.team_position.is_not(None)).order_by(Profile.person_id)
    locked = shown.with_for_update(of=Profile).execution_options(populate_existing=True)
    found = session.scalars(locked.options(joinedload(Profile.person, innerjoin=True))).all()
    return sorted(found, key=lambda profile: (profile.team_position or 0, profile.person.sort_key))


def move_on_team(session: AnySession, person_id: int, step: int) -> None:
    """Move a person by *step* places on the staff page, as far as it goes. The caller commits."""
    shown = list_team(session)
    place = next((place for place, profile in enumerate(shown) if profile.person_id == person_id), None)
    if place is None or not 0 <= place + step < len(shown):
        return
    shown.insert(place + step, shown.pop(place))
    number(shown)


def order_team(session: AnySession, ids: Sequence[int]) -> None:
    """Put the people with *ids* first, in that order; others follow as they stood. The caller commits."""
    wanted = {person_id: place for place, person_id in enumerate(ids)}
    number(sorted(list_team(session), key=lambda profile: wanted.get(profile.person_id, len(wanted))))


def number(profiles: Sequence[Profile]) -> None:
    """Write the places of *profiles* as they stand."""
    for place, profile in enumerate(profiles, 1):
        profile.team_position = place
