"""Who needs a second factor, by role, and from which day on; an administrator chooses both at the desk."""

from datetime import date, datetime, time

from blog.models import Person, Role
from blog.text.language import page_language
from blog.web.clock import read_clock
from blog.web.site_identity.reading import site_settings


def is_factor_required(person: Person) -> bool:
    """Return whether the role of *person* needs a second factor, now or once the last day for it is over."""
    chosen = site_settings().second_factor_role
    return chosen in set(Role) and person.role.includes(Role(chosen))


def last_setup_day() -> date | None:
    """Return the last day on which people may do without; None where there is none."""
    try:
        return date.fromisoformat(site_settings().second_factor_until)
    except ValueError:
        return None


def last_setup_time() -> datetime | None:
    """Return noon of the last day, as templates print days; None where there is none."""
    last = last_setup_day()
    return datetime.combine(last, time(12), page_language().zone) if last else None


def must_set_up_factor(person: Person) -> bool:
    """Return whether *person* may do nothing else before a second factor is set up."""
    if person.has_second_factor or not is_factor_required(person):
        return False
    last = last_setup_day()
    return last is None or read_clock().astimezone(page_language().zone).date() > last
