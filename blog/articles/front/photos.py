"""Which photo is large enough for which place of the front page."""

from blog.articles.pages.list_items import ListItem

SLOT_SHARE = 0.6
"""A photo with fewer of the pixels of its place would be blurred there, and stands in a smaller one."""
LEAD, PICTURED, BAND, LARGE, CARD, THUMB = 760, 528, 460, 564, 270, 104
"""CSS pixels of each place in a window of 1280: the lead, the pictured second, the lead of a band beside words,
the one that fills half a band, a card, a thumb."""
WIDE_PIXELS, WIDE_RATIO = 1600, 1.6
"""What the picture that fills the window must have: pixels of width, and width by height."""


def has_photo(story: ListItem, place: int = THUMB) -> bool:
    """Return whether *story* has a photo for a *place* so many pixels wide; a retracted one shows none."""
    picture = story.lead_picture
    return picture is not None and not story.is_retracted and picture.width >= SLOT_SHARE * place


def is_wide(story: ListItem) -> bool:
    """Return whether the photo of *story* can fill the window's width."""
    picture = story.lead_picture
    is_fit = picture is not None and picture.width >= WIDE_PIXELS and picture.width >= WIDE_RATIO * picture.height
    return is_fit and not story.is_retracted
