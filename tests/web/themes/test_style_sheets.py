"""Style sheets of a theme: whole or refused, and joined in their layers."""

import pytest

from blog.web.themes.style_sheets import layered_styles, style_faults
from blog.web.themes.theme import Theme

WHOLE = """/* Don't count { this, nor url(static/none.svg). */
.a::before { content: "} \\" /* { */"; background: url('static/i/x.svg#part') }
@media (width >= 64rem) { .a { background: url(data:image/png;base64,AAAA); } }
@font-face { font-family: X; src: url( "static/f.woff2" ) format("woff2"); }
"""
STATIC = {"i/x.svg": b"", "f.woff2": b""}


def test_a_whole_sheet_has_no_fault() -> None:
    assert list(style_faults("theme.css", WHOLE, STATIC)) == []


@pytest.mark.parametrize(
    ("css", "words"),
    [
        (".a {\n color: red;", "theme.css does not close every brace that it opens."),
        (".a { }\n}", "theme.css closes a brace in line 2 that was never opened."),
        (".a { } /* so", "theme.css has a comment without an end in line 1."),
        (".a { content: \"so; }", "theme.css has a string without an end in line 1."),
        ('@import "x.css";', "theme.css holds @import, which cannot stand in it"),
        (".a { background: url(https://cdn.example.org/a.png) }", "but pages load nothing from elsewhere"),
        (".a { background: url(//cdn.example.org/a.png) }", "but pages load nothing from elsewhere"),
        (".a { background: url(static/../../etc/passwd) }", "and there is no such file."),
        (".a { background: url(static/none.png) }", "theme.css names static/none.png, and there is no such file."),
    ],
)  # fmt: skip
def test_a_sheet_that_would_spoil_the_page_is_refused(css: str, words: str) -> None:
    [fault] = style_faults("theme.css", css, STATIC)

    assert words in fault


def test_tokens_and_style_stand_in_their_layers_with_addresses_of_files() -> None:
    theme = Theme("quay", tokens=":root { --ink: red }", style=WHOLE)

    joined = layered_styles(theme, lambda name: f"/assets/{name}")

    assert joined.index("@layer theme-tokens {") < joined.index("--ink: red") < joined.index("@layer theme {")
    assert "/* { */" in joined
    assert "Don't" not in joined
    assert 'url("/assets/i/x.svg#part")' in joined
    assert 'url("/assets/f.woff2") format' in joined
    assert "url(data:image/png;base64,AAAA)" in joined
    assert layered_styles(Theme("none"), str) == ""
