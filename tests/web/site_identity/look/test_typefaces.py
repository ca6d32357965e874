"""The typefaces that can be chosen are in their packages, as the declaration of each says."""

import pytest
from fontTools.ttLib import TTFont

from blog.web.assets.webfonts.subsets import subsets_of
from blog.web.site_identity.declared.typeface_choice import FACES
from blog.web.site_identity.look.typefaces import SOURCE_SERIF, TYPEFACES, Typeface, typeface_of

RARE = 3
"""Letters of a subset that a typeface may lack, such as the narrow no-break space."""


def test_four_can_be_chosen() -> None:
    assert [name for name, _label in FACES] == ["", *TYPEFACES]
    assert len(TYPEFACES) == 4
    assert typeface_of("") is typeface_of("comic") is SOURCE_SERIF


@pytest.mark.parametrize("face", TYPEFACES.values(), ids=list(TYPEFACES))
def test_its_file_has_the_metrics_and_letters_that_are_declared(face: Typeface) -> None:
    with TTFont(face.source, lazy=True) as font:
        unit, letters = font["head"].unitsPerEm, set(font.getBestCmap())
        assert (font["hhea"].ascent / unit, -font["hhea"].descent / unit) == (face.ascent, face.descent)
        assert tuple(axis.axisTag for axis in font["fvar"].axes) == face.axes
        assert all(len(set(one.code_points) - letters) <= RARE for one in subsets_of(face))


def test_mails_name_it_before_what_every_device_has() -> None:
    assert SOURCE_SERIF.mail_fonts == '"Source Serif 4", Charter, Georgia, serif'
    assert typeface_of("source-sans-3").mail_fonts.endswith("Arial, sans-serif")
