"""What an article says of its alert: whether there is one, how much it matters, and how much of the text it carries."""

from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from blog.database import enum_column
from blog.models.frequency import AlertLevel


class AlertForm(StrEnum):
    """What readers get in their mail."""

    EXTRACT = "extract"
    """Headline, standfirst, photo and a link."""
    WHOLE = "whole"
    """All of the text as well."""


class AlertChoiceColumns:
    """The columns of Article for the choices about its alert."""

    is_alert_wanted: Mapped[bool] = mapped_column(default=True)
    """Whether readers are told when a scheduled article goes live."""
    alert_level: Mapped[AlertLevel] = mapped_column(enum_column(AlertLevel), default=AlertLevel.NORMAL)
    alert_form: Mapped[AlertForm | None] = mapped_column(enum_column(AlertForm))
    """How much of it the alert carries; None means what the settings of the site say."""
