"""Pages of WordPress that showed a picture alone lead to the picture; what no article shows is named and left there."""

from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from blog.operations.moving_in.imported_items import LossKind
from tests.operations.moving_in.exports import attachment, make_export, take_in, write_wxr


def test_the_page_of_a_picture_leads_to_it(app: Flask, tmp_path: Path, media: Path, client: FlaskClient) -> None:
    export = make_export(tmp_path)
    text = export.read_text("utf-8").replace("</channel></rss>", attachment(52, "unseen.jpg") + "</channel></rss>")
    export.write_text(text, "utf-8")

    _rows, report = take_in(export, [tmp_path / "uploads"])

    answer = client.get("/?attachment_id=50")
    assert (answer.status_code, answer.headers["Location"][:7]) == (301, "/media/")
    unused = report.losses[LossKind.UNUSED]
    assert (unused.count, unused.places[0][0]) == (1, "unseen.jpg")


def test_an_export_without_pictures_has_none(app: Flask, tmp_path: Path) -> None:
    _rows, report = take_in(write_wxr(tmp_path, []))

    assert LossKind.UNUSED not in report.losses
