"""Cropping around the point that matters, for whoever makes a picture of another shape from one of ours."""


def crop_around(width: int, height: int, ratio: float, focal_x: int, focal_y: int) -> tuple[int, int, int, int]:
    """Return the largest part of a picture that is *ratio* times as wide as high: left, top, right, bottom in pixels.

    The focal point, in per cent of each side, is treated as object-position
    treats it: at 0 the part begins at the edge, at 100 it ends there.

    Source: CSS Images Module Level 3, 4.6 (object-position), and CSS Values 4.3 (positions in per cent).
    """
    wide = min(width, max(1, round(height * ratio)))
    high = min(height, max(1, round(width / ratio)))
    left, top = round((width - wide) * focal_x / 100), round((height - high) * focal_y / 100)
    return left, top, left + wide, top + high
