"""The table of view modules is complete, so that no page vanishes by a forgotten import."""

from pathlib import Path

from blog.authoring import routes

ROOM = Path(routes.__file__).parent


def test_each_module_of_views_is_registered() -> None:
    found = {
        ".".join(("blog.authoring", *file.relative_to(ROOM).with_suffix("").parts)) for file in ROOM.rglob("*views.py")
    }

    assert {module.__name__ for module in routes.VIEW_MODULES} == found
