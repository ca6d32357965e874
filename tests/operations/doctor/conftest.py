"""The certificate that the tests of delivery make."""

from tests.delivery.conftest import certificate

__all__ = ["certificate"]
