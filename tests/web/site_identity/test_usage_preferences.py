"""Each combination of choices says what it means, and nothing that was not chosen."""

import pytest
from flask import Flask

from blog.config.settings import current_settings
from blog.web.site_identity.reading import resolve
from blog.web.site_identity.usage_preferences import content_usage, tdm_rules, usage_headers
from tests.databases import on_sqlite


@on_sqlite
@pytest.mark.parametrize(
    ("chosen", "usage", "rules"),
    [
        ({}, "", []),
        ({"ai_training": "allowed"}, "train-ai=y, search=y", [{"location": "/", "tdm-reservation": 0}]),
        ({"ai_use": "forbidden", "allows_search": False}, "ai-use=n, search=n", []),
    ],
)
def test_only_what_was_chosen_is_said(
    app: Flask, chosen: dict[str, object], usage: str, rules: list[dict[str, object]]
) -> None:
    site = resolve(chosen, current_settings())

    assert (content_usage(site), tdm_rules(site)) == (usage, rules)
    assert ("Content-Usage" in usage_headers(site)) is bool(usage)
