"""The fields of the page that arranges the front page: read into a plan, and changed by one pressed button."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from typing import TypeVar

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from blog.models import FrontChoice, FrontPlan
from blog.models.front_arrangement import MAX_BESIDE, MAX_CHOSEN_BANDS, PARTS
from blog.web.forms.row_ids import read_id

WALL_CLOCK = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}", re.ASCII)


Item = TypeVar("Item")
Deed = Callable[[FrontPlan, int], FrontPlan]
"""Changes a plan for the article or topic of a key."""


@dataclass
class PlanFields:
    """A plan as it was typed, with what is wrong in it: by field the sentence that stands there."""

    plan: FrontPlan
    errors: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    """Times that cannot be read, as they were typed, by field."""


def read_fields(fields: MultiDict[str, str], zone: tzinfo, now: datetime) -> PlanFields:
    """Return the plan that *fields* hold; times are those of the wall clock in *zone*."""
    found = PlanFields(FrontPlan())
    lead, wide = (read_place(fields, name, found, zone, now) for name in ("lead", "wide"))
    beside = unique(key for value in fields.getlist("beside") if (key := read_id(value)))[:MAX_BESIDE]
    topics = unique(key for value in fields.getlist("topic") if (key := read_id(value)))[:MAX_CHOSEN_BANDS]
    found.plan = FrontPlan(
        lead=lead,
        beside=tuple(FrontChoice(key, read_until(fields, f"until-{key}", found, zone, now)) for key in beside),
        wide=wide,
        topics=tuple(topics) if fields.get("bands") == "chosen" else None,
        hidden=frozenset(PARTS) - frozenset(fields.getlist("shown")),
    )
    return found


def read_place(
    fields: MultiDict[str, str], name: str, found: PlanFields, zone: tzinfo, now: datetime
) -> FrontChoice | None:
    """Return the choice for a place of a single article."""
    key = read_id(fields.get(name, ""))
    return FrontChoice(key, read_until(fields, f"{name}_until", found, zone, now)) if key else None


def read_until(
    fields: MultiDict[str, str], name: str, found: PlanFields, zone: tzinfo, now: datetime
) -> datetime | None:
    """Return the end in the field *name*, None for none; what is wrong with it goes into *found*."""
    typed = fields.get(name, "").strip()[:40]
    if not typed:
        return None
    try:
        wall = datetime.fromisoformat(typed[:16]) if WALL_CLOCK.match(typed) else None
        moment = wall.replace(tzinfo=zone).astimezone(UTC) if wall else None
    except (ValueError, OverflowError):
        moment = None
    if moment is None:
        found.errors[name] = _("Give date and time, such as 2026-05-04 18:00.")
    elif moment <= now:
        found.errors[name] = _("This time has passed.")
    if name in found.errors:
        found.typed[name] = typed
    return moment


def unique(keys: Iterable[int]) -> list[int]:
    """Return *keys* without repetitions."""
    return list(dict.fromkeys(keys))


def press(plan: FrontPlan, deed: str) -> FrontPlan:
    """Return *plan* after the button *deed* was pressed, such as "lead-12", "up-12" or "drop-wide"; else as it is."""
    verb, _dash, target = deed.partition("-")
    if verb == "drop":
        return drop(plan, target)
    key = read_id(target)
    return DEEDS[verb](plan, key) if key and verb in DEEDS else plan


def choose_lead(plan: FrontPlan, key: int) -> FrontPlan:
    """Return *plan* with the article *key* as lead."""
    return replace(without(plan, key), lead=FrontChoice(key))


def choose_wide(plan: FrontPlan, key: int) -> FrontPlan:
    """Return *plan* with the article *key* as wide picture."""
    return replace(without(plan, key), wide=FrontChoice(key))


def add_beside(plan: FrontPlan, key: int) -> FrontPlan:
    """Return *plan* with the article *key* as the last one beside the lead."""
    rest = without(plan, key)
    return replace(rest, beside=(*rest.beside, FrontChoice(key))[:MAX_BESIDE])


def add_band(plan: FrontPlan, key: int) -> FrontPlan:
    """Return *plan* with the topic *key* as the last band."""
    return replace(plan, topics=tuple(unique([*(plan.topics or ()), key]))[:MAX_CHOSEN_BANDS])


def move_beside(step: int) -> Deed:
    """Return what moves an article beside the lead by *step*."""
    return lambda plan, key: replace(plan, beside=move(plan.beside, [one.article_id for one in plan.beside], key, step))


def move_band(step: int) -> Deed:
    """Return what moves a band by *step*."""
    return lambda plan, key: replace(plan, topics=plan.topics and move(plan.topics, plan.topics, key, step))


def drop(plan: FrontPlan, target: str) -> FrontPlan:
    """Return *plan* without the choice that *target* names, such as lead, wide, article-12 or band-3."""
    if target == "lead":
        return replace(plan, lead=None)
    if target == "wide":
        return replace(plan, wide=None)
    kind, _dash, key = target.rpartition("-")
    number = read_id(key)
    if kind == "band":
        return replace(plan, topics=tuple(one for one in plan.topics or () if one != number))
    return replace(plan, beside=tuple(one for one in plan.beside if one.article_id != number))


def without(plan: FrontPlan, key: int) -> FrontPlan:
    """Return *plan* with the article *key* in no place."""
    lead, wide = (one if one is None or one.article_id != key else None for one in (plan.lead, plan.wide))
    return replace(plan, lead=lead, wide=wide, beside=tuple(one for one in plan.beside if one.article_id != key))


def move(items: Sequence[Item], keys: Sequence[int], key: int, step: int) -> tuple[Item, ...]:
    """Return *items* with the one of *key* moved by *step* places."""
    if key not in keys:
        return tuple(items)
    moved, place = list(items), list(keys).index(key)
    moved.insert(max(0, place + step), moved.pop(place))
    return tuple(moved)


DEEDS: dict[str, Deed] = {
    "lead": choose_lead,
    "wide": choose_wide,
    "beside": add_beside,
    "band": add_band,
    "up": move_beside(-1),
    "down": move_beside(1),
    "bandup": move_band(-1),
    "banddown": move_band(1),
}


def list_differences(own: FrontPlan, other: FrontPlan, names: Mapping[int, str]) -> list[str]:
    """Return in sentences what *other*, saved by another editor, says that *own* does not."""
    found = []
    if own.lead != other.lead:
        found.append(_("Leads: %(headline)s", headline=name_choice(other.lead, names)))
    if own.beside != other.beside:
        listed = ", ".join(name_choice(choice, names) for choice in other.beside) or _("as the rule decides")
        found.append(_("Beside it: %(headlines)s", headlines=listed))
    if own.wide != other.wide:
        found.append(_("Wide picture: %(headline)s", headline=name_choice(other.wide, names)))
    if own.topics != other.topics:
        found.append(_("The bands of topics are others."))
    if own.hidden != other.hidden:
        found.append(_("Other parts are left out."))
    return found


def name_choice(choice: FrontChoice | None, names: Mapping[int, str]) -> str:
    """Return the headline that *choice* names."""
    return names.get(choice.article_id, "?") if choice else _("as the rule decides")
