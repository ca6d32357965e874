"""People at the desk, as the tests of authoring have them."""

from tests.authoring.conftest import desk, sit

__all__ = ["desk", "sit"]
