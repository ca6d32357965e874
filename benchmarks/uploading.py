"""What the worst pictures that are taken cost the web process when four arrive at once (Linux)."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import Request, urlopen

from flask import Flask
from PIL import Image

from benchmarks.caching import children_of, resident
from benchmarks.server import serving
from benchmarks.stage import NOW, set_stage, time_of
from blog.database import db
from blog.models import Person, Role
from blog.pictures.files.decoder_process import run_decoder
from blog.pictures.files.upload import UploadLimits
from blog.pictures.imaging.decoder_main import UPLOAD
from tests.factories import sign_in

AT_ONCE = 4
SECRET = "s" * 40
MIB = 2**20
BOUNDARY = "one-picture"


def measure() -> Iterator[str]:
    """Yield a line for each kind of file, and one for the start of a decoder."""
    yield f"start of a decoder, a picture of 20 pixels included: {time_of(start_decoder, 5) * 1000:.0f} ms"
    with set_stage(SECRET_KEY=SECRET) as app:
        cookie, token = sign_in_somebody(app)
        with serving(app.instance_path, processes=1, threads=AT_ONCE, BLOG_SECRET_KEY=SECRET) as (address, server):
            web = children_of(server)[0]
            for name, data in {"a small JPEG": small(), **worst_files()}.items():
                yield f"{AT_ONCE} uploads at once of {name}: {upload_at_once(address, web, data, cookie, token)}"


def start_decoder() -> None:
    """Decode a picture that is nothing beside the start of its process."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / UPLOAD).write_bytes(small())
        run_decoder(folder, UploadLimits(MIB, MIB, folder).to_order())


def small() -> bytes:
    """Return a picture of 20 pixels."""
    return encode(Image.new("RGB", (20, 20)), "JPEG")


def worst_files() -> dict[str, bytes]:
    """Return the files that cost most: 48 megapixels with transparency, 19 MB of noise, a JPEG of 200 megapixels."""
    ramp = Image.linear_gradient("L").resize((8000, 6000))
    clear = Image.merge("RGBA", [ramp, ramp, ramp, ramp.point(lambda tone: 255 if tone > 128 else 0)])
    noise = Image.frombytes("RGB", (2500, 2500), os.urandom(2500 * 2500 * 3))
    return {
        "a WebP of 48 megapixels with transparency": encode(clear, "WEBP", method=0, quality=20),
        "a PNG of 48 megapixels with transparency": encode(clear, "PNG", compress_level=1),
        "a PNG of 18 MB": encode(noise, "PNG", compress_level=1),
        "a JPEG of 200 megapixels": encode(ramp.resize((16320, 12240)), "JPEG", quality=50),
    }


def encode(image: Image.Image, kind: str, **options: int) -> bytes:
    """Return *image* as a file."""
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def sign_in_somebody(app: Flask) -> tuple[str, str]:
    """Return the session cookie of a contributor, and the token of their forms."""
    person = Person(
        address="a@example.org", address_key="a@example.org", name="Ada", slug="ada", role=Role.CONTRIBUTOR,
        created_at=NOW,
    )  # fmt: skip
    db.session.add(person)
    db.session.commit()
    client = app.test_client()
    token = sign_in(client, person)
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"], "news.example.org")
    return f"session={cookie.value}", token


def upload_at_once(address: str, web: int, data: bytes, cookie: str, token: str) -> str:
    """Send *data* four times at once; say what became of it, and what it cost the process *web*."""
    Path(f"/proc/{web}/clear_refs").write_text("5", "ascii")
    before, began = resident(web), time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as people:
        statuses = list(people.map(lambda _: upload(address, data, cookie, token), range(AT_ONCE)))
    seconds, peak = time.perf_counter() - began, resident(web, "VmHWM")
    return (
        f"answers {statuses}, {seconds:.1f} s together; the web process rose from {before / MIB:.0f} MiB"
        f" by {(peak - before) / MIB:.0f} and kept {(resident(web) - before) / MIB:.0f}"
    )


def upload(address: str, data: bytes, cookie: str, token: str) -> int:
    """Upload *data* as the editor's script does; return the status."""
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="picture_file"; filename="worst"\r\n\r\n'
    )
    body = head.encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Cookie": cookie, "Origin": address}
    with urlopen(Request(f"{address}/desk/media/uploads", body, headers), timeout=300) as answer:
        return int(answer.status)
