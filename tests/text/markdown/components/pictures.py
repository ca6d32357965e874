"""Pictures of several shapes for the tests of what holds them."""

from blog.text.markdown import InlinePicture

PICTURES = {
    key: InlinePicture(key, width, height, (400, 800, 1600), ("webp", "jpg"), credit)
    for key, width, height, credit in (("a", 1600, 1000, "Ann"), ("b", 800, 1200, ""), ("c", 900, 900, "<Cy>"))
}
