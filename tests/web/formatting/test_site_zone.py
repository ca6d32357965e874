from datetime import UTC, datetime

import pytest
from flask import Flask

from blog.web.formatting.site_zone import site_zone
from tests.settings import change_settings


@pytest.mark.parametrize(
    ("zone", "month", "found"),
    [
        ("UTC", 1, (0, "UTC")),
        ("America/New_York", 1, (-300, "EST")),
        ("America/New_York", 7, (-240, "EDT")),
        ("Asia/Kathmandu", 1, (345, "+0545")),
    ],
)
def test_a_zone_is_the_one_of_its_day(app: Flask, zone: str, month: int, found: tuple[int, str]) -> None:
    change_settings(app, timezone=zone)

    with app.test_request_context():
        assert site_zone(datetime(2026, month, 5, 12, tzinfo=UTC)) == found
