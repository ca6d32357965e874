"""The typefaces that can be chosen: their packages, metrics, and the families that stand in for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

SERIFS_OF_MAIL = "Charter, Georgia, serif"
SANS_OF_MAIL = 'system-ui, -apple-system, "Segoe UI", Arial, sans-serif'


@dataclass(frozen=True)
class Typeface:
    """A typeface of a package; metrics are in em, at the weight of text."""

    name: str
    """Value of the setting, and the beginning of the names of its files."""
    family: str
    """As CSS names it."""
    package: str
    file: str
    axes: tuple[str, ...]
    """Those of its file, in their order."""
    width: float
    """Mean width of a letter in English text, spaces included."""
    ascent: float
    descent: float
    is_serif: bool = True
    lacks: tuple[str, ...] = ()
    """Names of subsets that it has no letters for."""

    @property
    def source(self) -> str:
        """Return the path of the whole typeface."""
        return str(files(self.package).joinpath("files", self.file))

    @property
    def mail_fonts(self) -> str:
        """Return the value of font-family in mails, where the reader's device must have it."""
        return f'"{self.family}", {SERIFS_OF_MAIL if self.is_serif else SANS_OF_MAIL}'

    def file_name(self, subset: str) -> str:
        """Return the plain name of the file of a subset."""
        return f"{self.name}-{subset}.woff2"


SOURCE_SERIF = Typeface(
    "source-serif-4", "Source Serif 4", "fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf",
    ("wght", "opsz"), 0.4441, 1.036, 0.335,
)  # fmt: skip
BITTER = Typeface(
    "bitter", "Bitter", "fontpkg_bitter", "Bitter[wght].ttf", ("wght",), 0.4575, 0.935, 0.265, lacks=("greek",)
)
SOURCE_SANS = Typeface(
    "source-sans-3", "Source Sans 3", "fontpkg_source_sans_3", "SourceSans3[wght].ttf", ("wght",), 0.4128, 1.024, 0.4,
    is_serif=False,
)  # fmt: skip
INTER = Typeface(
    "inter", "Inter", "fontpkg_inter", "Inter[opsz,wght].ttf", ("opsz", "wght"), 0.4592, 0.96875, 0.2412109375,
    is_serif=False,
)  # fmt: skip
TYPEFACES: Mapping[str, Typeface] = {face.name: face for face in (SOURCE_SERIF, BITTER, SOURCE_SANS, INTER)}
"""By name, ours first."""


def typeface_of(name: str) -> Typeface:
    """Return the typeface with this *name*; ours where none has it."""
    return TYPEFACES.get(name, SOURCE_SERIF)
