"""The colours of the tokens as values, for mail, cards of links and checks of contrast: one source for all of them."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from flask import Flask, current_app

from blog.config.locations import package_folder
from blog.web.themes.style_sheets import without_comments
from blog.web.themes.theme import Theme

COLOURS = "token_colours"
"""Key of app.extensions under which the colours of the theme in use stand."""
DECLARATION = re.compile(r"--(?P<name>[\w-]+)\s*:\s*(?P<value>[^;{}]+)")
ROOT_RULE = re.compile(r":root\s*\{(?P<rule>[^{}]*)\}")
HEX = r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})"
COLOUR = re.compile(rf"light-dark\(\s*({HEX})\s*,\s*({HEX})\s*\)|({HEX})")


class ColourPair(NamedTuple):
    """A colour of each scheme, as #rrggbb."""

    light: str
    dark: str


def token_colours(theme: Theme) -> dict[str, ColourPair]:
    """Return the colours that pages have with *theme*, by token; those in another form than hex are left out."""
    colours = dict(own_colours())
    for name, value in declarations(theme.tokens, depth=0):
        colours.pop(name, None)
        if found := COLOUR.fullmatch(value):
            light, dark, both = found.groups()
            colours[name] = ColourPair(whole(light or both), whole(dark or both))
    return colours


@cache
def own_colours() -> Mapping[str, ColourPair]:
    """Return the colours of our own tokens."""
    css = (package_folder() / "web/static/css/tokens.css").read_text("utf-8")
    found = ((name, COLOUR.fullmatch(value)) for name, value in declarations(css, depth=1))
    return {name: ColourPair(match[1], match[2]) for name, match in found if match and match[1]}


def unjudged_colours(theme: Theme) -> list[str]:
    """Return the tokens of ours that *theme* sets to a colour in a form that cannot be judged."""
    values = dict(declarations(theme.tokens, depth=0))
    known = own_colours()
    return sorted(name for name, value in values.items() if name in known and not COLOUR.fullmatch(value))


def declarations(css: str, *, depth: int) -> Iterator[tuple[str, str]]:
    """Yield name and value of each custom property that rules of :root set in *depth* braces, outside conditions."""
    css = without_comments(css)
    for rule in ROOT_RULE.finditer(css):
        before = css[: rule.start()]
        if before.count("{") - before.count("}") == depth:
            for found in DECLARATION.finditer(rule["rule"]):
                yield found["name"], found["value"].strip()


def whole(colour: str) -> str:
    """Return *colour* as #rrggbb in small letters."""
    digits = colour[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def keep_colours(app: Flask, theme: Theme) -> None:
    """Let theme_colours() of *app* answer with the colours of *theme*."""
    app.extensions[COLOURS] = token_colours(theme)


def theme_colours() -> Mapping[str, ColourPair]:
    """Return the colours of the theme in use; those in another form than hex are left out."""
    colours: Mapping[str, ColourPair] = current_app.extensions[COLOURS]
    return colours
