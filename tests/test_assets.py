"""Style sheets and scripts as they are sent."""

from blog.assets import join


def test_comments_stay_at_home_and_everything_else_is_sent() -> None:
    script = 'const a = "https://x"; // stays\n// One line.\n  /** Another. */\nconst b = 1;\n'
    style = "/* Two\n   lines. */\n@layer base { a { color: red; /* stays */ } }\n"

    assert join("a.js", [script]) == b'const a = "https://x"; // stays\nconst b = 1;\n'
    assert join("a.js", [script, script]).count(b"const b = 1;\n\n}") == 2
    assert join("a.css", [style]) == b"@layer base { a { color: red; /* stays */ } }\n"
