"""Zones are offered by their canonical names; an old name is known too, and nothing else is."""

import pytest

from blog.web.site_identity.time_zones import find_zone, is_zone, zone_names


def test_each_offered_zone_is_known_and_offered_once() -> None:
    names = zone_names()

    assert names[0] == "UTC"
    assert {"Europe/Zurich", "Europe/Kyiv", "Asia/Kathmandu"} <= set(names)
    assert len(set(names)) == len(names)
    assert all(map(is_zone, names))


@pytest.mark.parametrize(
    ("name", "is_known"),
    [
        ("Europe/Kiev", True),
        ("Mars/Olympus", False),
        ("../etc/passwd", False),
        ("", False),
        ("Europe", False),
        ("localtime", False),
        ("right/UTC", False),
        ("Factory", False),
        ("posixrules", False),
    ],
)
def test_only_zones_are_known(name: str, is_known: bool) -> None:
    assert is_zone(name) is is_known


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Zürich", "Europe/Zurich"),
        ("europe / berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("Kiev", "Europe/Kiev"),
        ("utc", "UTC"),
        ("Europe/Kiev", "Europe/Kiev"),
        ("GMT+1", "GMT+1"),
        ("Olympus", "Olympus"),
        ("", ""),
    ],
)
def test_a_city_or_a_name_in_any_case_is_its_zone(typed: str, zone: str) -> None:
    assert find_zone(typed) == zone
