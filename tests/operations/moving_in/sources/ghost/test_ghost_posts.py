"""Times and addresses of posts of Ghost."""

from blog.operations.moving_in.sources.ghost.ghost_posts import GhostTables, read_ghost_post, read_time


def test_times_are_texts_or_milliseconds() -> None:
    for value in (1620115200000, "2021-05-04T08:00:00.000Z", "2021-05-04 08:00:00"):
        found = read_time({"at": value}, "at")
        assert found is not None
        assert found.isoformat() == "2021-05-04T08:00:00+00:00"
    assert read_time({"at": None}, "at") is None


def test_addresses_of_all_usual_routes_lead_on() -> None:
    item = read_ghost_post({"id": "1", "slug": "a", "uuid": "u", "published_at": "2021-05-04T08:00:00Z"}, GhostTables())

    assert {"/a/", "/2021/05/04/a/", "/p/u/"} <= set(item.paths)
