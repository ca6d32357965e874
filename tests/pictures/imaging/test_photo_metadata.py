"""What agencies write into a file is read from every kind that holds it, and nothing else survives."""

from io import BytesIO

import pytest
from PIL import Image

from blog.pictures.imaging.decoding import decode
from blog.pictures.imaging.encoding import encode
from blog.pictures.imaging.exif_metadata import write_exif
from blog.pictures.imaging.photo_metadata import PhotoMetadata, make_metadata
from blog.pictures.imaging.xmp_metadata import write_xmp
from tests.pictures.sample_files import as_file, iptc_block, photo, photo_with_place, two_halves

FULL = PhotoMetadata("Zwei Felder", "Größe & <b>Fülle</b>, 京都", "Maren Holt", "dpa", "© 2026 dpa")
IPTC = {(2, 120): "Größe".encode(), (2, 80): b"Maren Holt", (2, 110): b"dpa", (2, 116): "© 2026 dpa".encode("cp1252")}


def texts_of(data: bytes) -> PhotoMetadata:
    return decode(BytesIO(data), 2400, 100_000).texts


def with_iptc(records: dict[tuple[int, int], bytes]) -> bytes:
    data = photo()
    return data[:2] + iptc_block(records) + data[2:]


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF", "TIFF", "HEIF"])
def test_xmp_is_read_from_every_kind(kind):
    block = {"tiffinfo": {700: write_xmp(vars(FULL))}} if kind == "TIFF" else {"xmp": write_xmp(vars(FULL))}

    assert texts_of(as_file(two_halves(), kind, **block)) == FULL


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF", "HEIF"])
def test_exif_is_read_from_every_kind(kind):
    plain = {"caption": "Two fields", "creator": "M. Holt", "copyright": "(c) dpa"}
    # Pillow writes ASCII alone into a TIFF.
    texts = plain if kind == "TIFF" else {name: getattr(FULL, name) for name in plain}

    assert texts_of(as_file(two_halves(), kind, exif=write_exif(texts))) == PhotoMetadata(**texts)


def test_iptc_is_read_in_the_coding_that_it_is_in():
    assert texts_of(with_iptc(IPTC)) == PhotoMetadata("", "Größe", "Maren Holt", "dpa", "© 2026 dpa")


def test_the_newest_block_counts_and_the_others_fill_its_gaps():
    packet = write_xmp({"caption": "Newer"})
    data = as_file(two_halves(), "JPEG", xmp=packet, exif=write_exif({"caption": "In exif", "copyright": "© E"}))

    found = texts_of(data[:2] + iptc_block({(2, 120): b"Older", (2, 110): b"AP"}) + data[2:])

    assert (found.caption, found.credit, found.copyright) == ("Newer", "AP", "© E")


@pytest.mark.parametrize(
    "packet",
    [
        b"", b"\0\0", b"<x", b"\xff\xfe<", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", b"<a/>" * 2, b"<" * 9000,
        b"<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'/>" + b" " * 2000 + b"<?xpacket end='w'?>",
    ],
)  # fmt: skip
def test_a_broken_packet_does_not_spoil_the_picture(packet):
    assert texts_of(photo(xmp=packet)) == PhotoMetadata()


def test_properties_are_read_as_attributes_too_and_of_languages_the_first():
    packet = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        b' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"><rdf:RDF>'
        b'<rdf:Description rdf:about="" photoshop:Credit="Reuters"><dc:description><rdf:Alt>'
        b'<rdf:li xml:lang="x-default">One</rdf:li><rdf:li xml:lang="de">Eins</rdf:li></rdf:Alt></dc:description>'
        b"<dc:creator><rdf:Seq><rdf:li>A. B.</rdf:li><rdf:li>C. D.</rdf:li></rdf:Seq></dc:creator>"
        b"</rdf:Description></rdf:RDF></x:xmpmeta>"
    )

    found = texts_of(photo(xmp=packet))

    assert (found.caption, found.credit, found.creator) == ("One", "Reuters", "A. B., C. D.")


@pytest.mark.parametrize("junk", ["OLYMPUS DIGITAL CAMERA", "SONY DSC", "oznor", "DCIM\\100MEDIA\\DJI_0012.JPG", " "])
def test_what_a_camera_fills_in_is_no_caption(junk):
    assert texts_of(photo(exif=write_exif({"caption": junk}))).caption == ""


@pytest.mark.parametrize(
    ("texts", "line"),
    [
        (FULL, "Maren Holt/dpa, © 2026 dpa"),
        (PhotoMetadata(creator="Jane", credit="Photo: Jane/AP"), "Photo: Jane/AP"),
        (PhotoMetadata(creator="Jane"), "Jane"),
        (PhotoMetadata(copyright="© AP"), "© AP"),
        (PhotoMetadata(credit="AP", copyright="AP"), "AP"),
        (PhotoMetadata(), ""),
    ],
)
def test_the_credit_line_names_each_once(texts, line):
    assert texts.credit_line() == line


@pytest.mark.parametrize("suffix", ["jpg", "webp", "avif"])
def test_our_files_say_what_the_file_said_and_nothing_else(suffix):
    data = photo_with_place()
    data = as_file(two_halves(), "JPEG", exif=Image.open(BytesIO(data)).getexif(), xmp=write_xmp(vars(FULL)))
    photo_read = decode(BytesIO(data), 2400, 100_000)

    ours = encode(photo_read.pixels, suffix, make_metadata(photo_read.texts))

    assert texts_of(ours) == FULL
    assert not Image.open(BytesIO(ours)).getexif().get_ifd(0x8825)
    assert b"SecretCamera" not in ours


def test_a_file_without_texts_gets_no_metadata():
    assert make_metadata(PhotoMetadata()) == {}
