"""People at the desk, as the authoring room's tests seat them."""

from tests.authoring.conftest import desk, sit

__all__ = ["desk", "sit"]
