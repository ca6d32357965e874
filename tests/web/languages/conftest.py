"""A site in English that offers German and Arabic, with catalogues of a few words."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from blog.config.settings import settings_of
from blog.web.languages.catalogue_store import Catalogues
from tests.config.test_catalogues import GERMAN, write


@pytest.fixture
def multilingual(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    write(tmp_path, "de")
    arabic = GERMAN.replace("Auf dem Laufenden bleiben", "ابقَ على اطلاع").split('\nmsgid "%(num)d')[0]
    write(tmp_path, "ar", arabic)
    before = settings_of(app), app.extensions["catalogues"]
    app.extensions["settings"] = replace(settings_of(app), languages="de, ar")
    app.extensions["catalogues"] = Catalogues("en", [tmp_path])
    app.jinja_env.cache.clear()
    yield app
    app.extensions["settings"], app.extensions["catalogues"] = before
