"""A post of EasyBlog is public only if everybody could read it."""

from typing import Any

import pytest

from blog.operations.moving_in.files.kept_rows import KeptRows
from blog.operations.moving_in.sources.easyblog.easyblog_posts import EasyBlogTables, is_left_out, read_easyblog_post
from blog.operations.moving_in.sources.easyblog.post_addresses import PostAddresses
from blog.operations.moving_in.sources.joomla.joomla_tables import JoomlaTables
from blog.operations.moving_in.sources.joomla.site_addresses import SiteAddresses
from tests.operations.moving_in.sources.easyblog.easyblog_rows import post


def known() -> EasyBlogTables:
    rows = KeptRows()
    teams = {"1": "3", "2": "1"}
    rows.add(("easyblog_team", id, id, {"id": id, "access": access}) for id, access in teams.items())
    paths = PostAddresses(SiteAddresses(""), {})
    tables = EasyBlogTables(JoomlaTables(rows, "", {}, []), "https://old.example.org", {}, paths)
    tables.categories = {"3": {"id": "3", "title": "Sea", "alias": "sea"}, "4": {"id": "4", "private": "2"}}
    return tables


def row(**values: Any) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in post(1, **values).items()}


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({}, ""),
        ({"state": 2}, ""),
        ({"published": 0}, "unpublished"),
        ({"published": 2}, "scheduled"),
        ({"published": 3}, "draft"),
        ({"published": 4}, "waiting for review"),
        ({"published": 7}, "state 7"),
        ({"blogpassword": "x"}, "password"),
        ({"access": 1}, "for registered readers"),
        ({"login_to_read": 1}, "for registered readers"),
        ({"category_id": 4}, "in a private category"),
        ({"source_type": "easyblog.team", "source_id": 1}, ""),
        ({"source_type": "easyblog.team", "source_id": 2}, "of a group (easyblog.team)"),
        ({"source_type": "easysocial.group", "source_id": 1}, "of a group (easysocial.group)"),
    ],
)
def test_what_not_everybody_could_read_is_hidden(values: dict[str, Any], reason: str) -> None:
    found = read_easyblog_post(row(**values), known())

    assert (found.hidden_reason, found.is_public) == (reason, not reason)


def test_the_bin_and_empty_shells_are_left_out() -> None:
    assert [is_left_out(row(**values)) for values in ({"state": 1}, {"published": 9}, {})] == ["trash", "blank", ""]


def test_an_unreadable_document_gives_way_to_the_html() -> None:
    found = read_easyblog_post(row(doctype="ebd", document="{broken", intro="<p>a</p>", content="<p>b</p>"), known())

    assert found.body == "<p>a</p>\n<p>b</p>"


def test_the_cover_has_the_words_of_the_post() -> None:
    params = '{"image_cover_alt":"A quay","image_cover_caption":"At <b>dawn</b>"}'
    found = read_easyblog_post(row(image="post:1/q.jpg", params=params), known())

    assert found.lead is not None
    assert (found.lead.alt, found.lead.caption) == ("A quay", "At dawn")
    assert [loss.detail for loss in read_easyblog_post(row(image="flickr:1"), known()).losses] == ["flickr:1"]
