"""Forms that several people may have open: what another person has saved since is not lost."""

from collections.abc import Iterator
from typing import Any

from flask import flash
from flask_babel import gettext as _
from wtforms import Field, HiddenField, SelectField

from blog.web.forms.base import CleanHiddenField, Form
from blog.web.forms.three_way_merge import Merged, merge, stamp_of

MAX_QUOTED = 200
"""Characters of what another person has saved that stand beside the field."""


class SharedForm(Form):
    """A form of a row that is given to it (obj or data), also when it is sent, locked until the commit.

    It is a three-way merge by field: one that the person left as it was takes what another person has saved since the
    page was opened; one that both have changed gets an error that says what it is now, and sending the form again
    replaces it.
    """

    seen = CleanHiddenField()
    """By field a stamp of what the person was shown; a form that comes without it replaces everything."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        pairs = (pair.partition(":") for pair in (self.seen.data or "").split())
        self.shown = {name: stamp for name, _colon, stamp in pairs}
        self.stamp_fields()
        self.kept: list[str] = []
        """Labels of the fields that took what another person has saved."""

    def stamp_fields(self) -> None:
        """Let the form say what each field shows; to be called again where a field was deleted."""
        self.seen.data = " ".join(f"{field.short_name}:{stamp_of(field.object_data)}" for field in self.shared_fields())

    def shared_fields(self) -> Iterator[Field]:
        """Yield the fields that a person fills in."""
        yield from (field for field in self if not isinstance(field, HiddenField))

    def validate(self, extra_validators: Any = None) -> bool:
        """Take over what others have saved, then judge; what both have changed is an error."""
        conflicts = list(self.take_over())
        is_valid = super().validate(extra_validators)
        for field in conflicts:
            field.errors = [*field.errors, conflict_message(field)]
        return is_valid and not conflicts

    def take_over(self) -> Iterator[Field]:
        """Give each field that only others have changed their value; yield those that both have changed."""
        for field in self.shared_fields():
            now, mine = stamp_of(field.object_data), stamp_of(field.data)
            was = self.shown.get(field.short_name, now)
            merged = merge(mine, was, now)
            if merged is Merged.THEIRS:
                field.process_data(field.object_data)
                self.kept.append(str(field.label.text))
            elif merged is Merged.CONFLICT:
                yield field

    def flash_kept(self) -> None:
        """Say in a message of the next page which fields took what another person has saved."""
        if self.kept:
            labels = ", ".join(self.kept)
            flash(_("Someone else changed this in the meantime; their change was kept: %(labels)s.", labels=labels))


def conflict_message(field: Field) -> str:
    """Return the sentence about *field*, which another person has changed too."""
    value = field.object_data
    if isinstance(field, SelectField):
        value = next((choice[1] for choice in field.iter_choices() if choice[0] == value), value)
    words = str(value or _("Empty"))[:MAX_QUOTED]
    return str(
        _(
            "Someone else changed this in the meantime. It is now: %(value)s. Save again to replace it with yours.",
            value=words,
        )
    )
