"""Where EasyBlog keeps files: its own short addresses, such as user:605/x.jpg, as paths of the site."""

from collections.abc import Mapping

FOLDERS = {
    "user": ("main_image_path", "images/easyblog_images"),
    "post": ("main_articles_path", "images/easyblog_articles"),
    "shared": ("main_shared_path", "images/easyblog_shared"),
}
"""Of each place: the setting that names its folder, and the folder without that."""


def find_media(uri: str, settings: Mapping[str, str], site: str) -> str:
    """Return the address of the file that *uri* names, "" of one that another service kept."""
    uri = uri.strip()
    if uri.startswith("//"):
        return f"https:{uri}"
    if "://" in uri:
        return uri
    place, mark, rest = uri.partition(":")
    if not mark:
        place, _slash, rest = uri.partition("/")
        if place not in FOLDERS:
            return f"{site}/{uri.lstrip('/')}" if uri else ""
    if place not in FOLDERS:
        return ""
    name, usual = FOLDERS[place]
    folder = settings.get(name, "").strip("/") or usual
    return f"{site}/{folder}/{rest.lstrip('/')}" if rest.strip("/") else ""


def join_media(place: str, file: str) -> str:
    """Return the short address of *file* in *place*, as codes in texts name them apart."""
    return f"{place}/{file.lstrip('/')}" if place else file
