"""From the name of a photo to a file, as a camera would hand it over."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image

from blog.operations.demo.photos.mountains import desert_dunes, misty_mountains, snowy_hut, terraced_fields
from blog.operations.demo.photos.nights import night_town, observatory
from blog.operations.demo.photos.quiet import birch_wood, book_shelf
from blog.operations.demo.photos.valley import river_valley
from blog.operations.demo.photos.waters import bridge_at_sunset, mirror_lake, sun_on_the_sea

SCENES: dict[str, Callable[[], Image.Image]] = {
    "birches": birch_wood,
    "books": book_shelf,
    "bridge": bridge_at_sunset,
    "dunes": desert_dunes,
    "hut": snowy_hut,
    "lake": mirror_lake,
    "mountains": misty_mountains,
    "observatory": observatory,
    "river": river_valley,
    "sea": sun_on_the_sea,
    "terraces": terraced_fields,
    "town": night_town,
}


def develop(name: str) -> bytes:
    """Return the photo called *name* as JPEG, the same bytes each time.

    Raises:
        KeyError: no scene has this name.
    """
    file = BytesIO()
    SCENES[name]().save(file, "JPEG", quality=94, subsampling=0)
    return file.getvalue()
