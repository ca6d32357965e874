"""A site of several languages."""

from tests.languages import multilingual

__all__ = ["multilingual"]
