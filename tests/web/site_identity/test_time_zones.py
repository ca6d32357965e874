"""Zones are offered by their canonical names; an old name is known too, and nothing else is."""

import pytest

from blog.web.site_identity.time_zones import is_zone, zone_names


def test_each_offered_zone_is_known_and_offered_once() -> None:
    names = zone_names()

    assert names[0] == "UTC"
    assert {"Europe/Zurich", "Europe/Kyiv", "Asia/Kathmandu"} <= set(names)
    assert len(set(names)) == len(names)
    assert all(map(is_zone, names))


@pytest.mark.parametrize(
    ("name", "is_known"),
    [("Europe/Kiev", True), ("Mars/Olympus", False), ("../etc/passwd", False), ("", False), ("Europe", False)],
)
def test_only_zones_are_known(name: str, is_known: bool) -> None:
    assert is_zone(name) is is_known
