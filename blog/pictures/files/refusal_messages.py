"""Sentences for a person whose picture is not taken."""

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from blog.pictures.imaging.refusals import Refusal

MESSAGES = {
    Refusal.EMPTY: _("The file is empty."),
    Refusal.UNKNOWN_KIND: _("Unsupported file type. Use JPEG, PNG, WebP, AVIF, GIF, HEIC or TIFF."),
    Refusal.DAMAGED: _("The picture is damaged: it could not be read to its end."),
    Refusal.UNSEEN: _("Nothing of this picture would be seen: all of it is transparent."),
    Refusal.TOO_MUCH_MEMORY: _("The picture is too large to be read. Save it with fewer pixels and try again."),
    Refusal.TOO_SLOW: _("The picture took too long to read. Save it as a JPEG and try again."),
    Refusal.FAILED: _("The picture could not be stored, through no fault of yours. Try again later."),
    Refusal.BUSY: _("Other pictures are being read at the moment. Try again in a minute."),
}


class PictureRefused(Exception):
    """The file is not taken; str() of this is a sentence for the person, in the language of the request."""

    def __init__(self, message: "str | LazyString", *, is_temporary: bool = False) -> None:
        super().__init__(message)
        self.is_temporary = is_temporary


def refuse(refusal: Refusal, max_pixels: int) -> PictureRefused:
    """Return the exception to raise for *refusal*."""
    if refusal is Refusal.TOO_MANY_PIXELS:
        count = max_pixels // 1_000_000
        return PictureRefused(_("The picture has too many pixels: at most %(count)d million are taken.", count=count))
    return PictureRefused(MESSAGES[refusal], is_temporary=refusal in {Refusal.BUSY, Refusal.FAILED})
