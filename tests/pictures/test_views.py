import pytest

from blog import create_app
from blog.config.loading import ConfigurationError
from blog.database.faults.repeated_log import repeated_log
from blog.pictures.files.storage import storage
from blog.web.access.security_headers import MEDIA_POLICY
from tests.conftest import SETTINGS
from tests.pictures.picture_factories import make_picture
from tests.pictures.sample_files import HTML

KEY = "0123456789abcdef" * 2


@pytest.fixture
def kept(app, media):
    for suffix in ("jpg", "webp", "avif"):
        storage().put(f"{KEY}/400.{suffix}", b"pixels")


@pytest.mark.parametrize(("suffix", "kind"), [("jpg", "image/jpeg"), ("webp", "image/webp"), ("avif", "image/avif")])
def test_a_file_is_served_with_the_type_of_its_name(client, kept, suffix, kind):
    answer = client.get(f"/media/{KEY}/400.{suffix}")

    assert (answer.status_code, answer.data) == (200, b"pixels")
    assert answer.headers["Content-Type"] == kind


def test_a_file_is_inert_and_kept_for_a_year(client, kept):
    answer = client.get(f"/media/{KEY}/400.jpg")

    assert answer.headers["Content-Security-Policy"] == MEDIA_POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in answer.headers


def test_whatever_the_bytes_are_they_are_called_a_picture(client, kept):
    storage().put(f"{KEY}/800.jpg", HTML)

    assert client.get(f"/media/{KEY}/800.jpg").headers["Content-Type"] == "image/jpeg"


def test_a_browser_that_has_the_file_is_told_so(client, kept):
    tag = client.get(f"/media/{KEY}/400.jpg").headers["ETag"]

    again = client.get(f"/media/{KEY}/400.jpg", headers={"If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")


def test_two_formats_have_two_tags(client, kept):
    tags = {client.get(f"/media/{KEY}/400.{suffix}").headers["ETag"] for suffix in ("jpg", "webp", "avif")}

    assert len(tags) == 3


@pytest.mark.parametrize(
    "path",
    [
        f"{KEY}/800.jpg",
        f"{KEY}/400.png",
        f"{KEY}/400.jpg.html",
        f"{KEY}/0400.jpg",
        f"{KEY}/.0123456789abcdef",
        f"{KEY}/..%2f400.jpg",
        f"{KEY}/400.jpg%00",
        f"{KEY}/400.jpg%0a",
        f"{KEY.upper()}/400.jpg",
        f"{KEY[:-1]}/400.jpg",
        f"{'f' * 32}/400.jpg",
        "..%2f..%2fetc/400.jpg",
        f"{KEY}/{'9' * 400}.jpg",
    ],
)
def test_anything_else_is_not_found(client, kept, path):
    answer = client.get(f"/media/{path}")

    assert answer.status_code in {400, 404}
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_a_start_with_an_unknown_storage_is_refused():
    with pytest.raises(ConfigurationError, match=r"BLOG_MEDIA_URL must name a folder.* or a bucket"):
        create_app({**SETTINGS, "DATABASE_URL": "sqlite://", "MEDIA_URL": "ftp://bucket"})


def test_a_file_that_is_gone_or_unreadable_is_logged_once_a_minute(client, media, capsys):
    repeated_log.due_at.clear()
    picture = make_picture("A boat")
    (media / KEY / "400.jpg").mkdir(parents=True)

    for _ in range(3):
        for path, status in ((f"{picture.key}/400.jpg", 404), (f"{KEY}/400.jpg", 503), (f"{'f' * 32}/400.jpg", 404)):
            assert client.get(f"/media/{path}").status_code == status

    logged = capsys.readouterr().out
    assert logged.count("picture file missing") == 1
    assert logged.count("picture file unreadable") == 1
    assert "f" * 32 not in logged
