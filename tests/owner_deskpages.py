"""An address of every page of the desk on which a site is made its owner's: files, kinds, front page, settings."""

from unittest import mock

from blog.pictures.attachments import inspector_process
from blog.web.site_identity.site_settings import SECTIONS
from tests.factories import make_kind, make_topic
from tests.pictures.attachments.attachment_factories import inspect_in_process, make_attachment

NO_PAGES = (
    "/desk/articles/<id:id>/findings",
    "/desk/files/choice",
    "/desk/front/articles",
    "/desk/front/lead/<id:id>",
    "/desk/mail/message.html",
    "/desk/settings",
    "/desk/settings/preview.css",
)
"""What GET answers there without being a page: parts of pages, what leads on, and the letter in its frame."""


def owner_pages(words: str) -> dict[str, list[str]]:
    """Return for each rule the addresses to look at; names are *words*, which are long."""
    return {
        **pages_of_files(words),
        **pages_of_kinds(words),
        "/desk/pages/": ["/desk/pages/"],
        "/desk/pages/new": ["/desk/pages/new"],
        "/desk/front": ["/desk/front"],
        "/desk/first-steps": ["/desk/first-steps"],
        "/desk/mail": ["/desk/mail"],
        "/desk/settings/<name>": [f"/desk/settings/{section.name}" for section in SECTIONS],
        "/desk/settings/logo": ["/desk/settings/logo"],
    }


def pages_of_files(words: str) -> dict[str, list[str]]:
    """Return the pages of one file and of a topic whose podcast has not begun."""
    with mock.patch.object(inspector_process, "run_inspector", inspect_in_process):
        file = make_attachment(words)
    topic = make_topic(f"Sound {words}"[:60])
    one, podcast = f"/desk/files/{file.id}", "/desk/files/podcasts"
    return {
        "/desk/files": ["/desk/files", "/desk/files?q=nothing"],
        "/desk/files/<id:id>": [one],
        "/desk/files/<id:id>/deletion": [f"{one}/deletion"],
        podcast: [podcast],
        f"{podcast}/<id:id>": [f"{podcast}/{topic.id}"],
    }


def pages_of_kinds(words: str) -> dict[str, list[str]]:
    """Return the pages of a kind that the site made itself."""
    kind = make_kind("own", name=words[:40])
    one = f"/desk/kinds/{kind.id}"
    return {
        "/desk/kinds": ["/desk/kinds"],
        "/desk/kinds/new": ["/desk/kinds/new"],
        "/desk/kinds/<id:id>": [one],
        "/desk/kinds/<id:id>/deletion": [f"{one}/deletion"],
    }
