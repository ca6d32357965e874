"""The form of one section: a field for each setting that the environment does not fix."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, IntegerField, SelectChoice, SelectField
from wtforms.fields.core import UnboundField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from blog.web.forms.base import Form, LineField, ProseField
from blog.web.site_identity.setting_declaration import DeclaredSetting, SettingCheck, SettingKind


class WholeNumberField(IntegerField):
    """A whole number; what is none is left to the one sentence of its limits."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Store the number, or None."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None


FIELDS: Mapping[SettingKind, type[Field]] = {
    SettingKind.LINE: LineField,
    SettingKind.ADDRESS: LineField,
    SettingKind.COLOUR: LineField,
    SettingKind.TEXT: ProseField,
    SettingKind.CHOICE: SelectField,
    SettingKind.SWITCH: BooleanField,
    SettingKind.NUMBER: WholeNumberField,
}
CONTROLS: Mapping[SettingKind, Mapping[str, Any]] = {
    SettingKind.TEXT: {"rows": 3, "dir": "auto"},
    SettingKind.LINE: {"dir": "auto", "autocomplete": "off"},
    SettingKind.ADDRESS: {"dir": "ltr", "inputmode": "email", "autocomplete": "off"},
    SettingKind.COLOUR: {"dir": "ltr", "autocomplete": "off", "spellcheck": "false"},
}


class SettingsForm(Form):
    """Base of the form of each section; the fields are those that the section declares."""

    def chosen_values(self) -> dict[str, Any]:
        """Return what was sent, by the key of each setting."""
        kept = {name: one.data for name, one in self._fields.items() if name != "csrf_token"}
        return {name: value.strip() if isinstance(value, str) else value for name, value in kept.items()}


def make_settings_form(declared: Sequence[DeclaredSetting], values: Mapping[str, Any]) -> SettingsForm:
    """Return the form of those *declared*, filled with *values* by key, or with what this request has sent."""
    members: dict[str, Any] = {one.key: make_field(one) for one in declared}
    form_class = cast(type[SettingsForm], type("SectionForm", (SettingsForm,), members))
    return form_class(data=dict(values))


def make_field(declared: DeclaredSetting) -> "UnboundField[Any]":
    """Return the field of one setting."""
    options: dict[str, Any] = {"render_kw": dict(CONTROLS.get(declared.kind, {}))}
    if declared.kind is SettingKind.CHOICE:
        kind = type(declared.default)
        options |= {"choices": [SelectChoice(value, label) for value, label in declared.choices], "coerce": kind}
    unbound = FIELDS[declared.kind](declared.label, validators_of(declared), **options)
    return cast("UnboundField[Any]", unbound)


def validators_of(declared: DeclaredSetting) -> list[Any]:
    """Return the validators of one setting."""
    if declared.kind is SettingKind.NUMBER:
        words = _l("Enter a number from %(min)s to %(max)s.")
        limits = NumberRange(min=declared.minimum, max=declared.maximum, message=words)
        return [InputRequired(_l("Enter a number.")), limits]
    if declared.kind in {SettingKind.SWITCH, SettingKind.CHOICE}:
        return []
    found: list[Any] = [Length(max=declared.max_length, message=_l("At most %(max)d characters."))]
    if declared.is_required:
        found.insert(0, DataRequired(_l("This may not be empty.")))
    return [*found, *([Judgement(declared.check)] if declared.check else [])]


class Judgement:
    """Validator that refuses a text with the sentence that a check has about it."""

    def __init__(self, check: SettingCheck) -> None:
        self.check = check

    def __call__(self, form: Form, field: Field) -> None:
        """Judge what was entered, if it is not empty.

        Raises:
            ValidationError: it cannot work.
        """
        text = (field.data or "").strip()
        fault = self.check(text) if text else None
        if fault:
            raise ValidationError(fault)
