"""The typeface that is chosen at the desk: its files when first needed, its rules, what pages ask for early."""

import re
from pathlib import Path
from threading import Lock

from flask import current_app

from blog.web.assets.asset_files import HASH, Assets
from blog.web.assets.webfonts.font_faces import family_css, needed_subsets
from blog.web.assets.webfonts.font_files import find_font_files, font_places, read_from
from blog.web.site_identity.look.typefaces import SOURCE_SERIF, TYPEFACES, Typeface
from blog.web.site_identity.reading import site_settings
from blog.web.themes.active_theme import active_theme
from blog.web.themes.theme import Theme

MAKING = Lock()


def chosen_typeface() -> Typeface | None:
    """Return the typeface that is chosen and whose files are here; None leaves it to the theme."""
    face = TYPEFACES.get(site_settings().typeface)
    return face if face and load_typeface(face) else None


def load_typeface(face: Typeface, *, make: bool = False) -> bool:
    """Return whether the files of *face* can be sent, read now if they are not in memory.

    With *make* they are made where they are nowhere, which takes some seconds, once: only the desk asks for that.
    """
    assets: Assets = current_app.extensions["assets"]
    if face is SOURCE_SERIF and face.name not in assets.face_css:
        assets.add_face(face, current_app.extensions["fonts"])
    if face.name not in assets.face_css:
        instance = Path(current_app.instance_path)
        fonts = read_from(font_places(instance, face), face)
        if not fonts and make:
            with MAKING:
                fonts = find_font_files(instance, face)
        if fonts:
            assets.add_face(face, fonts)
    return bool(assets.face_css.get(face.name))


def face_rules(face: Typeface, selector: str = ":root") -> str:
    """Return the rules that set what *selector* names in *face*, whose files are loaded."""
    assets: Assets = current_app.extensions["assets"]
    faces = "" if face is SOURCE_SERIF else f"{assets.face_css[face.name]}\n"
    return f"\n{faces}{family_css(face, selector)}"


def chosen_css() -> str:
    """Return the rules of the typeface that is chosen; "" where the theme decides."""
    face = chosen_typeface()
    return face_rules(face) if face else ""


def preloaded_fonts() -> list[str]:
    """Return the addresses of the files of the typeface that every page needs; none where the theme has its own."""
    assets: Assets = current_app.extensions["assets"]
    chosen = chosen_typeface()
    if chosen is None and has_own_typeface(active_theme()):
        return []
    face = chosen or SOURCE_SERIF
    load_typeface(face)
    rules = assets.face_css.get(face.name, "")
    names = [face.file_name(subset).removesuffix(".woff2") for subset in needed_subsets(face)]
    return [found for name in names for found in re.findall(rf'"(/assets/{name}\.[0-9a-f]{{12}}\.woff2)"', rules)]


def has_own_typeface(theme: Theme) -> bool:
    """Return whether *theme* sets its texts in another face than the one that we send."""
    set_to = re.findall(r"--serif\s*:([^;}]*)", theme.tokens)
    return bool(set_to) and SOURCE_SERIF.family not in set_to[-1]


def face_of_asset(name: str) -> Typeface | None:
    """Return the typeface that the asset with this hashed *name* is a file of, which another process may have sent."""
    plain = HASH.sub("", name)
    return next((face for face in TYPEFACES.values() if plain.startswith(f"{face.name}-")), None)
