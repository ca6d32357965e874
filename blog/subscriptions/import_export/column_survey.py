"""Survey of a list before it is taken in: what each column was taken for, with examples, and what is not understood."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from blog.subscriptions.import_export.columns.csv_columns import COLUMNS
from blog.subscriptions.import_export.import_formats import ReaderCsv
from blog.subscriptions.import_export.programs.column_names import EVIDENCE, fold_word, may_be_state
from blog.subscriptions.import_export.programs.date_formats import NoTime, find_order, read_time
from blog.subscriptions.import_export.programs.heading_rows import has_address
from blog.subscriptions.import_export.programs.state_words import LEFT, STANDINGS, find_standing, is_empty, read_flag
from blog.text.cleaning import clean_line

EXAMPLES = 3
MAX_KINDS = 50
"""Different values of a column that are looked at one by one."""
MAX_VALUE_LENGTH = 200
"""Characters of a value that are kept."""
TIME_COLUMNS = frozenset({"requested_at", "confirmed_at", "left_at", "bounced_at", "complained_at"})
FLAG_COLUMNS = TIME_COLUMNS - {"requested_at"}
"""Columns that hold a time, or yes and no."""


@dataclass
class ColumnSurvey:
    """What stands in one column."""

    heading: str
    name: str | None
    """Our name; None when the column is not used."""
    filled: int = 0
    readable: int = 0
    """Cells that the column's parser understands."""
    values: Counter[str] = field(default_factory=Counter)
    """The first MAX_KINDS different values, and how often each came."""
    is_day_first: bool | None = None
    """What the first date says that can be read in one way only."""

    @property
    def examples(self) -> list[str]:
        """Return the first different values, cut short."""
        return [clean_line(value[:60]) for value in list(self.values)[:EXAMPLES]]

    def look(self, text: str, is_readable: Callable[[str], bool]) -> None:
        """Take note of one cell."""
        if is_empty(text):
            return
        self.filled += 1
        if (value := text[:MAX_VALUE_LENGTH]) in self.values or len(self.values) < MAX_KINDS:
            self.values[value] += 1
        if self.name in TIME_COLUMNS and self.is_day_first is None:
            self.is_day_first = find_order(value)
        self.readable += is_readable(text)


@dataclass(frozen=True)
class ListSurvey:
    """The columns of a list and what stops its readers from being asked."""

    columns: Sequence[ColumnSurvey]
    rows: int
    unknown_states: Mapping[str, int]
    """Words of state that are not understood, and how often each comes."""

    def reasons_not_to_ask(self) -> Iterator[str]:
        """Yield the sentences that say why nobody of this list can be asked yet."""
        if self.unknown_states:
            words = ", ".join(f"“{word}” ({count:,})" for word, count in list(self.unknown_states.items())[:5])
            yield _("Unknown status values: %(words)s. Choose what the column means, or leave it out.", words=words)
        for column in self.columns:
            if column.name is None and column.filled and looks_like_state(column):
                yield _("The column “%(name)s” may say who has unsubscribed, but it is not used.", name=column.heading)


def survey_list(file: ReaderCsv) -> ListSurvey:
    """Read *file* once, and return what stands in its columns; memory does not grow with its length."""
    columns = [ColumnSurvey(heading, name) for heading, name in zip(file.headings, file.columns, strict=True)]
    states = dict(file.program.states) if file.program else {}
    readers = [reader_of(column.name, states) for column in columns]
    rows, unknown = 0, Counter[str]()
    for _line, cells in file.raw_rows():
        rows += 1
        if isinstance(cells, str):
            continue
        for column, is_readable, text in zip(columns, readers, cells, strict=False):
            column.look(text, is_readable)
            if column.name == "state" and len(unknown) < MAX_KINDS and not is_empty(text) and not is_readable(text):
                unknown[clean_line(text)[:40]] += 1
    return ListSurvey(columns, rows, unknown)


def reader_of(name: str | None, states: Mapping[str, str]) -> Callable[[str], bool]:
    """Return the function that says whether a cell of the column *name* is understood."""
    if name == "state":
        return lambda text: find_standing(text, states) is not None
    if name == "address":
        return has_address
    if name in TIME_COLUMNS:
        return is_flag_or_time if name in FLAG_COLUMNS else is_time
    if name in COLUMNS:
        return lambda text: is_parsable(name, text)
    return lambda text: True


def is_time(text: str) -> bool:
    """Return whether *text* is a time."""
    try:
        read_time(text)
    except NoTime:
        return False
    return True


def is_flag_or_time(text: str) -> bool:
    """Return whether *text* is yes, no or a time."""
    return read_flag(text) is not None or is_time(text)


def is_parsable(name: str, text: str) -> bool:
    """Return whether the column *name* of our own export can hold *text*."""
    try:
        COLUMNS[name].read(text)
    except ValueError:
        return False
    return True


def looks_like_state(column: ColumnSurvey) -> bool:
    """Return whether an unused column may say who has left: by its name, or because all its values are such words."""
    if may_be_state(column.heading):
        return True
    words = [fold_word(value) for value in column.values]
    speaking = [word for word in words if word in STANDINGS and read_flag(word) is None and not word.isdigit()]
    return len(words) < MAX_KINDS and bool(speaking) and len(speaking) == len(words) and is_about_leaving(speaking)


def is_about_leaving(words: Sequence[str]) -> bool:
    """Return whether one of *words* speaks against mail."""
    return any(STANDINGS[word] == LEFT or STANDINGS[word].suppression for word in words)


def check_mapping(survey: ListSurvey) -> dict[int, str]:
    """Return what is wrong with the meaning of a column, by its place; -1 where no column is the address."""
    errors: dict[int, str] = {}
    names = [column.name for column in survey.columns]
    if "address" not in names:
        errors[-1] = _("Choose the column that holds the e-mail addresses.")
    for place, column in enumerate(survey.columns):
        if column.name and column.name not in EVIDENCE and column.name in names[:place]:
            errors[place] = _("Another column already has this meaning.")
        elif column.name and column.filled and not column.readable:
            errors[place] = _(
                "No value in this column fits that meaning, such as “%(value)s”.", value=column.examples[0]
            )
    return errors
