"""Makes the files of the typeface; a program of its own, so that fontTools and its memory stay out of the site."""

import json
import sys
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

AXES = {"opsz": 20, "wght": (400, 600)}
"""One optical size, between text and headline, and the weights that the pages use."""
LEFT_OUT = ["DSIG", "STAT", "HVAR"]
"""Tables that browsers do without; the widths of letters vary by gvar alone."""


def main(source: str, folder: str, wanted: str) -> None:
    """Write one WOFF2 file of the typeface *source* into *folder* for each entry of *wanted*.

    That is JSON of name, code points and features.
    """
    for name, code_points, features in json.loads(wanted):
        make_file(source, Path(folder) / f"{name}.woff2", code_points, features)


def make_file(source: str, path: Path, code_points: list[int], features: list[str]) -> None:
    """Write the typeface with *code_points* and *features* alone."""
    with TTFont(source, lazy=True, recalcTimestamp=False) as font:
        subsetter = Subsetter(options_with(features))
        subsetter.populate(unicodes=code_points)
        subsetter.subset(font)
        known = {axis.axisTag for axis in font["fvar"].axes}
        small = instantiateVariableFont(font, {tag: limit for tag, limit in AXES.items() if tag in known})
        small.flavor = "woff2"
        small.save(path)


def options_with(features: list[str]) -> Any:
    """Return the options of a subset that is only shown, at any size, by a browser."""
    options = Options()
    options.layout_features = features
    options.hinting = False
    options.name_IDs = [1, 2]
    options.drop_tables += LEFT_OUT
    return options


if __name__ == "__main__":
    main(*sys.argv[1:])
