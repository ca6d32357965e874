"""The papers that can be chosen: ground, ink and rules of pages, for each scheme."""

from collections.abc import Mapping

from blog.web.themes.token_colours import ColourPair

NEUTRAL = (
    "paper", "paper-raised", "paper-sunk", "ink", "ink-soft", "rule", "rule-strong", "rule-double", "field",
    "field-border", "hover",
)  # fmt: skip
"""The tokens that a paper sets."""
WARM = (
    "#faf6ee #161410", "#fffdf8 #1e1b16", "#f1eadc #201d17", "#1a1714 #e8e1d3", "#584f44 #b2a897", "#d9cfbd #39342b",
    "#1a1714 #8c8373", "#1a1714 #8c8373", "#fffefb #11100c", "#82776a #8c8373", "#f1ebdf #26221a",
)  # fmt: skip
WHITE = (
    "#ffffff #121212", "#fbfbfb #1a1a1a", "#f3f3f2 #1e1e1e", "#161616 #e6e6e6", "#525252 #ababab", "#d8d8d8 #363636",
    "#161616 #8a8a8a", "#161616 #8a8a8a", "#ffffff #0d0d0d", "#767676 #8a8a8a", "#f0f0ef #242424",
)  # fmt: skip
GREY = (
    "#f3f4f5 #17191b", "#fcfcfd #1f2224", "#e9ebed #212427", "#15181b #e4e7ea", "#4a5056 #a9b0b6", "#d0d4d8 #373c41",
    "#15181b #878e95", "#15181b #878e95", "#ffffff #0f1113", "#737a81 #878e95", "#e9ebed #272b2f",
)  # fmt: skip
PAPERS: Mapping[str, Mapping[str, ColourPair]] = {
    name: {token: ColourPair(*pair.split()) for token, pair in zip(NEUTRAL, pairs, strict=True)}
    for name, pairs in {"warm": WARM, "white": WHITE, "grey": GREY}.items()
}
"""Colours by token, by the name of the paper."""
