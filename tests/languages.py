"""A site in English that offers German and Arabic."""

import pytest
from flask import Flask

from tests.settings import change_settings


@pytest.fixture
def multilingual(app: Flask) -> Flask:
    change_settings(app, languages="de, ar")
    return app
