"""The decoder of HEIC, which also writes it."""

import pillow_heif
import pytest


@pytest.fixture(scope="session", autouse=True)
def heif() -> None:
    pillow_heif.register_heif_opener()
