"""The table of view modules is complete, so that no page vanishes by a forgotten import."""

from pathlib import Path

from blog.site import routes

ROOM = Path(routes.__file__).parent


def test_each_module_of_views_is_registered() -> None:
    files = [
        file
        for part in ("first_steps", "front", "kinds", "mail_page", "settings", "statistics")
        for file in (ROOM / part).rglob("*views.py")
    ]
    found = {".".join(("blog.site", *file.relative_to(ROOM).with_suffix("").parts)) for file in files}

    assert {module.__name__ for module in routes.VIEW_MODULES} == found
