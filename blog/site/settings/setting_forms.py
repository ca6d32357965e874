"""The form of one section: a field for each setting that the environment does not fix."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectChoice, SelectField, SelectMultipleField
from wtforms.fields.core import UnboundField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError
from wtforms.widgets import CheckboxInput

from blog.config.value_checks import split_names
from blog.site.settings.setting_changes import NOTHING_SEEN
from blog.text.cleaning import empty_unseen
from blog.web.forms.base import Form, LineField, ProseField, WholeNumberField
from blog.web.forms.three_way_merge import stamp_of
from blog.web.site_identity.setting_declaration import DeclaredSetting, SettingCheck, SettingKind


class SeveralField(SelectMultipleField):
    """Any of the choices, a check box each; its value is a text with commas, as the setting is kept."""

    option_widget = CheckboxInput()

    def process_data(self, value: Any) -> None:
        """Take the text apart; what is no choice any more is left out."""
        self.data = self.known_of(split_names(value or ""))

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Store what is ticked; a page that was opened before may hold what is no choice any more."""
        self.data = self.known_of(valuelist)

    def known_of(self, names: Iterable[str]) -> list[str]:
        """Return those of *names* that can be chosen."""
        known = {choice.value for choice in self.choices or ()}
        return [name for name in names if name in known]

    @property
    def text(self) -> str:
        """Return what is chosen, with commas."""
        return ",".join(self.data or ())


FIELDS: Mapping[SettingKind, type[Field]] = {
    SettingKind.LINE: LineField,
    SettingKind.ADDRESS: LineField,
    SettingKind.WEB_ADDRESS: LineField,
    SettingKind.PHONE: LineField,
    SettingKind.COLOUR: LineField,
    SettingKind.TEXT: ProseField,
    SettingKind.CHOICE: SelectField,
    SettingKind.SWITCH: BooleanField,
    SettingKind.SEVERAL: SeveralField,
    SettingKind.NUMBER: WholeNumberField,
}
CONTROLS: Mapping[SettingKind, Mapping[str, Any]] = {
    SettingKind.TEXT: {"rows": 3, "dir": "auto"},
    SettingKind.LINE: {"dir": "auto", "autocomplete": "off"},
    SettingKind.ADDRESS: {"dir": "ltr", "inputmode": "email", "autocomplete": "off"},
    SettingKind.WEB_ADDRESS: {"dir": "ltr", "inputmode": "url", "autocomplete": "off"},
    SettingKind.PHONE: {"dir": "ltr", "inputmode": "tel", "autocomplete": "off"},
    SettingKind.COLOUR: {"dir": "ltr", "autocomplete": "off", "spellcheck": "false", "data-colour": True},
}


class SettingsForm(Form):
    """Base of the form of each section; the fields are those that the section declares."""

    stamps: dict[str, str]
    """By key what tells the value that the person was shown, as the form sends it along."""

    def chosen_values(self) -> dict[str, Any]:
        """Return what was sent, by the key of each setting."""
        return {name: value_of(one) for name, one in self._fields.items() if name != "csrf_token"}


def value_of(field: Field) -> Any:
    """Return what *field* holds, as its setting is kept."""
    if isinstance(field, SeveralField):
        return field.text
    return empty_unseen(field.data.strip()) if isinstance(field.data, str) else field.data


def make_settings_form(
    declared: Sequence[DeclaredSetting], values: Mapping[str, Any], sent: Mapping[str, str] = NOTHING_SEEN
) -> SettingsForm:
    """Return the form of those *declared*, filled with *values* by key, or with what this request has *sent*."""
    members: dict[str, Any] = {one.key: make_field(one) for one in declared}
    form_class = cast(type[SettingsForm], type("SectionForm", (SettingsForm,), members))
    form = form_class(data=dict(values))
    shown = {one.key: stamp_of(values[one.key]) for one in declared}
    form.stamps = {key: sent.get(f"seen-{key}", stamp) for key, stamp in shown.items()}
    return form


def make_field(declared: DeclaredSetting) -> "UnboundField[Any]":
    """Return the field of one setting."""
    options: dict[str, Any] = {"render_kw": dict(CONTROLS.get(declared.kind, {}))}
    if declared.tidy:
        options["filters"] = [Tidying(declared.tidy, declared.max_length)]
    if declared.kind is SettingKind.CHOICE:
        kind, choices = type(declared.default), declared.choices or declared.read_choices()
        options |= {"choices": [SelectChoice(value, label) for value, label in choices], "coerce": kind}
    if declared.kind is SettingKind.SEVERAL:
        options["choices"] = [SelectChoice(value, label) for value, label in declared.read_choices()]
    if declared.suggestions:
        options["render_kw"]["list"] = f"{declared.key}-list"
    unbound = FIELDS[declared.kind](declared.label, validators_of(declared), **options)
    return cast("UnboundField[Any]", unbound)


def validators_of(declared: DeclaredSetting) -> list[Any]:
    """Return the validators of one setting."""
    if declared.kind is SettingKind.NUMBER:
        words = _l("Enter a number from %(min)s to %(max)s.")
        limits = NumberRange(min=declared.minimum, max=declared.maximum, message=words)
        return [InputRequired(_l("Enter a number.")), limits]
    if declared.kind in {SettingKind.SWITCH, SettingKind.CHOICE, SettingKind.SEVERAL}:
        return []
    found: list[Any] = [Length(max=declared.max_length, message=_l("At most %(max)d characters."))]
    if declared.is_required:
        found.insert(0, DataRequired(_l("This may not be empty.")))
    return [*found, *([Judgement(declared.check, declared.max_length)] if declared.check else [])]


class Tidying:
    """Filter that makes of a text what is meant by it; what is longer than *max_length* stays as it is."""

    def __init__(self, tidy: Callable[[str], str], max_length: int) -> None:
        self.tidy, self.max_length = tidy, max_length

    def __call__(self, data: str | None) -> str | None:
        """Return *data* as it is meant."""
        text = (data or "").strip()
        return self.tidy(text) if 0 < len(text) <= self.max_length else data


class Judgement:
    """Validator that refuses a text with the sentence that a check has about it.

    What is longer than *max_length* is refused for that alone: a check may take long over it, or fail.
    """

    def __init__(self, check: SettingCheck, max_length: int) -> None:
        self.check, self.max_length = check, max_length

    def __call__(self, form: Form, field: Field) -> None:
        """Judge what was entered, if it is not empty.

        Raises:
            ValidationError: it cannot work.
        """
        text = (field.data or "").strip()
        fault = self.check(text) if 0 < len(text) <= self.max_length else None
        if fault:
            raise ValidationError(fault)
