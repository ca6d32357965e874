"""Search engines learn from the front page what the desk says about the newsroom."""

import json
import re

from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.models import SiteSetting
from blog.web.site_identity.reading import forget_site_settings


def publisher_on(client: FlaskClient) -> dict[str, object]:
    (text,) = re.findall(r'ld\+json">(.*?)</script>', client.get("/").text, re.DOTALL)
    return json.loads(text)["publisher"]


def test_what_is_empty_is_not_said(app: Flask, client: FlaskClient) -> None:
    assert set(publisher_on(client)) == {"@type", "name", "url", "logo", "correctionsPolicy"}


def test_the_facts_stand_in_the_structured_data(app: Flask, client: FlaskClient) -> None:
    chosen = {
        "publishing_principles": "/principles",
        "ownership_info": "https://foundation.example.org/",
        "contact_email": "desk@example.org",
        "social_links": "@news@social.example.org\nWikipedia https://de.wikipedia.org/wiki/News",
        "postal_address": "Quay 4\n8001 Zurich",
    }
    for key, value in chosen.items():
        SiteSetting.write(db.session, key, value)
    db.session.commit()
    forget_site_settings()

    said = publisher_on(client)

    assert said["@type"] == "NewsMediaOrganization"
    assert said["publishingPrinciples"] == "https://news.example.org/principles"
    assert said["ownershipFundingInfo"] == "https://foundation.example.org/"
    assert said["contactPoint"] == {"@type": "ContactPoint", "contactType": "newsroom", "email": "desk@example.org"}
    assert said["sameAs"] == ["https://social.example.org/@news", "https://de.wikipedia.org/wiki/News"]
    assert said["address"] == "Quay 4, 8001 Zurich"
    assert "masthead" not in said
