"""How a setting of the site is declared: a dataclass field that carries its label, words of help, limits and check."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, TypedDict, TypeVar, Unpack, cast

from blog.config.settings import Settings

T = TypeVar("T", str, bool, int)
Words = Any
"""A lazy string of gettext, or "" for none."""
SettingCheck = Callable[[str], str | None]
"""Returns the sentence about a text that cannot work, in the language of the desk, or None."""


class SettingKind(StrEnum):
    """What a person enters."""

    LINE = "line"
    TEXT = "text"
    """Several lines."""
    CHOICE = "choice"
    SEVERAL = "several"
    """Any of read_choices; kept as a text with commas."""
    SWITCH = "switch"
    NUMBER = "number"
    ADDRESS = "address"
    """An e-mail address."""
    WEB_ADDRESS = "web address"
    """Or the path of a page of this site."""
    PHONE = "phone"
    COLOUR = "colour"
    """As #rrggbb."""


class SettingOptions(TypedDict, total=False):
    """What a setting may have besides its default, label and help."""

    kind: SettingKind
    """How it is entered; by default what the type says."""
    max_length: int
    """Of a text, in characters."""
    minimum: int
    maximum: int
    """Of a number."""
    is_required: bool
    """The text may not be empty."""
    choices: Sequence[tuple[str, Words]]
    """Value and label of each; only one of them is taken."""
    read_choices: Callable[[], Sequence[tuple[str, Words]]]
    """Returns value and label of each of several, or of a choice, where the declaration cannot know them."""
    suggestions: Callable[[], Sequence[str]]
    """Returns what a browser offers while one types a line; anything else may be typed."""
    environment: str
    """The name, without BLOG_, of the setting of the server that fixes this one when it is given.

    As long as nothing is chosen at the desk, its default counts."""
    read_environment: Callable[[Settings], str]
    """Returns the text that the environment fixes it to, "" for none, where that is part of the setting of the server.
    """
    check: SettingCheck
    """Judges a text that is not empty."""
    tidy: Callable[[str], str]
    """Returns a text that is not empty as it is meant: people write one colour, zone or number in several ways."""


@dataclass(frozen=True, kw_only=True)
class DeclaredSetting:
    """One declared setting; SettingOptions says what its parts are."""

    key: str
    default: str | bool | int
    label: Words
    help: Words
    kind: SettingKind
    max_length: int = 200
    minimum: int = 0
    maximum: int = 1_000_000
    is_required: bool = False
    choices: Sequence[tuple[str, Words]] = ()
    read_choices: Callable[[], Sequence[tuple[str, Words]]] = tuple
    suggestions: Callable[[], Sequence[str]] | None = None
    environment: str = ""
    read_environment: Callable[[Settings], str] | None = None
    check: SettingCheck | None = None
    tidy: Callable[[str], str] | None = None

    def server_value(self, settings: Settings) -> str | bool | int:
        """Return what the environment says, or the default of the setting there; ours where there is none."""
        if self.read_environment:
            return self.read_environment(settings)
        return cast(str, getattr(settings, self.environment.lower())) if self.environment else self.default

    def is_fixed(self, settings: Settings) -> bool:
        """Return whether the environment sets it, so that it cannot be changed at the desk."""
        if self.read_environment:
            return bool(self.read_environment(settings))
        return bool(self.environment) and is_given(settings, self.environment)

    def accepts(self, value: object) -> bool:
        """Return whether *value* can be one of this setting; the row of another version may hold anything."""
        choices = self.choices or (self.read_choices() if self.kind is SettingKind.CHOICE else ())
        return type(value) is type(self.default) and (not choices or value in dict(choices))


def is_given(settings: Settings, name: str) -> bool:
    """Return whether the operator set the setting of the server with the upper-case *name*, perhaps to its default."""
    return name in settings.given or getattr(settings, name.lower()) != getattr(Settings, name.lower())


def setting(default: T, label: Words, help: Words = "", **options: Unpack[SettingOptions]) -> T:
    """Return the dataclass field of a setting; its name is the key of the row, and must not change.

    Args:
        default: gives the type.
        label: names the field, lazily translated.
        help: one or two sentences below it.
        options: as SettingOptions says.
    """
    by_type: dict[type, SettingKind] = {bool: SettingKind.SWITCH, int: SettingKind.NUMBER}
    usual = SettingKind.CHOICE if options.get("choices") else by_type.get(type(default), SettingKind.LINE)
    found: T = field(default=default, metadata={"kind": usual, **options, "label": label, "help": help})
    return found


def settings_declared_in(declared: type[Any]) -> Iterator[DeclaredSetting]:
    """Yield the settings that the dataclass *declared* declares, in its order."""
    for one in fields(declared):
        yield DeclaredSetting(key=one.name, default=cast(str, one.default), **one.metadata)
