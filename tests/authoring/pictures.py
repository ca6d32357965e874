"""Small pictures to upload."""

from io import BytesIO
from typing import Any

from PIL import Image


def picture_file(name: str = "river.jpg", size: tuple[int, int] = (60, 40)) -> tuple[Any, str]:
    """Return one JPEG as a form of the test client takes it."""
    buffer = BytesIO()
    Image.new("RGB", size, (40, 90, 120)).save(buffer, "JPEG")
    buffer.seek(0)
    return buffer, name


def broken_file(data: bytes = b"<svg onload=alert(1)>", name: str = "evil.jpg") -> tuple[Any, str]:
    """Return a file that is no picture."""
    return BytesIO(data), name
