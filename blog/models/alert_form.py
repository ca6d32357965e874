"""How much of an article its alert carries."""

from enum import StrEnum


class AlertForm(StrEnum):
    """What readers get in their mail."""

    EXTRACT = "extract"
    """Headline, standfirst, photo and a link."""
    WHOLE = "whole"
    """All of the text as well."""
