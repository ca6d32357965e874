from blog.pictures.imaging import decoder_main
from blog.pictures.imaging.decoder_main import UPLOAD, DecodeRequest, make_renditions, try_to_decode
from tests.pictures.sample_files import HTML, photo

ORDER = DecodeRequest(1_000_000, 400, 2**28, "lock")


def test_the_outcome_is_what_json_can_hold_and_the_files_stand(tmp_path):
    (tmp_path / UPLOAD).write_bytes(photo(900, 300))

    outcome = make_renditions(tmp_path, ORDER)

    assert outcome == {
        "width": 400,
        "height": 133,
        "widths": [240, 400],
        "texts": dict.fromkeys(("alt", "caption", "creator", "credit", "copyright"), ""),
        "is_first_of_many": False,
    }
    assert {file.name for file in tmp_path.iterdir()} == {UPLOAD, "240.jpg", "400.jpg"}


def test_what_is_refused_or_too_much_is_an_outcome_too(tmp_path, monkeypatch):
    for name in ("wait_for_turn", "limit_resources"):
        monkeypatch.setattr(decoder_main, name, lambda *_: None)
    monkeypatch.chdir(tmp_path)
    (tmp_path / UPLOAD).write_bytes(HTML)

    assert try_to_decode(ORDER) == {"refusal": "unknown_kind"}
    monkeypatch.setattr(decoder_main, "make_renditions", lambda *_: bytearray(2**62))
    assert try_to_decode(ORDER) == {"refusal": "too_much_memory"}
