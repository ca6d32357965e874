"""How a setting is declared: a dataclass field that carries unit, meaning and check."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

Value = str | int | float | bool | None
Check = Callable[[str], str | None]
"""Returns the sentence about a value that cannot work, or None."""
T = TypeVar("T", bound=Value)


def declare(default: T, unit: str, meaning: str, *, may_be_zero: bool = False, check: Check | None = None) -> T:
    """Return the dataclass field of a setting.

    Args:
        default: gives the type; None means text that may be missing.
        unit: what the value counts or how it is written, for docs and error messages.
        meaning: one sentence, the same as in docs/operations.md; "Secret." at its end keeps the value out of repr().
        may_be_zero: whether a number may be 0; none may be below.
        check: judges the text of the setting by itself.
    """
    metadata = {"unit": unit, "meaning": meaning, "may_be_zero": may_be_zero, "check": check}
    return field(default=default, repr="Secret." not in meaning, metadata=metadata)


@dataclass(frozen=True)
class Setting:
    """One declared setting."""

    name: str
    """Upper case, as in app.config; the environment puts BLOG_ before it."""
    default: Value
    unit: str
    meaning: str
    choices: tuple[str, ...]
    """The values of a Literal; empty where any text may stand."""
    may_be_zero: bool
    check: Check | None

    @property
    def field(self) -> str:
        """Return the name of the attribute of Settings."""
        return self.name.lower()

    def fault(self, value: Value) -> str | None:
        """Return the sentence that says why *value* cannot work, or None."""
        if value == self.default or (self.default is None and not value):
            return None
        if self.choices and value not in self.choices:
            return f"BLOG_{self.name} must be {' or '.join(self.choices)}, not {value!r}."
        if type(value) in {int, float}:
            return self.number_fault(value)  # type: ignore[arg-type]  # mypy does not narrow by a set of types.
        return self.check(str(value)) if self.check else None

    def number_fault(self, value: float) -> str | None:
        """Return the sentence about a number below the least that is allowed, or None."""
        if value > 0 or (value == 0 and self.may_be_zero):
            return None
        return f"BLOG_{self.name} must be {'0 or more' if self.may_be_zero else 'more than 0'}, not {value}."


def settings_in(declared: type[Any]) -> Iterator[Setting]:
    """Yield the settings that the dataclass *declared* declares with declare(), in its order."""
    hints = get_type_hints(declared)
    for one in fields(declared):
        if "meaning" not in one.metadata:
            continue  # It says something about the settings, and is none.
        hint = hints[one.name]
        choices = get_args(hint) if get_origin(hint) is Literal else ()
        yield Setting(name=one.name.upper(), default=cast(Value, one.default), choices=choices, **one.metadata)
