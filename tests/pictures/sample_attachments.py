"""Documents and recordings, honest and hostile, as the tests of files use them; made here, so that none is stored."""

import io
import struct
import zipfile

import pikepdf

from blog.pictures.inspection.ogg_audio import TABLE

FRAME = bytes([0xFF, 0xFB, 0x90, 0x00]) + bytes(413)
"""MPEG 1, layer III, 128 kbit/s at 44,100 Hz: 417 bytes, 1152 samples."""
FRAME_MS = 1152 / 44.1


def pdf(*, script: bool = False, author: str = "Jane Secret", inside: bool = False, password: str = "") -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    document.docinfo["/Author"] = author
    document.docinfo["/Title"] = "draft-secret-v3.doc"
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [author]
        metadata["pdfuaid:part"] = "1"
    if script:
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        document.Root.OpenAction = action
        document.pages[0].obj.AA = pikepdf.Dictionary(O=action)
        document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["x", action]))
    if inside:
        document.attachments["evil.exe"] = b"MZ evil payload"
    target = io.BytesIO()
    encryption = pikepdf.Encryption(user=password, owner=password) if password else False
    document.save(target, encryption=encryption, compress_streams=False)
    return target.getvalue()


def signed_pdf(*, script: bool = False) -> bytes:
    document = pikepdf.open(io.BytesIO(pdf(script=script)))
    signature = pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3], Contents=b"signed")
    field = document.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, V=document.make_indirect(signature)))
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=3)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def package(parts: dict[str, bytes | str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return target.getvalue()


def docx(**more: bytes | str) -> bytes:
    return package(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": "<w:document>Words</w:document>",
            "docProps/core.xml": "<creator>Jane Secret</creator>",
            "docProps/app.xml": "<Company>Secret Ltd</Company>",
            **{name.replace("__", "/").replace("_dot_", "."): content for name, content in more.items()},
        }
    )


def odt(**more: bytes | str) -> bytes:
    parts = {
        "content.xml": "<office>Words</office>",
        "meta.xml": "<meta:initial-creator>Jane Secret</meta:initial-creator>",
    }
    parts |= {name.replace("__", "/").replace("_dot_", "."): str(content) for name, content in more.items()}
    return package({"mimetype": "application/vnd.oasis.opendocument.text", **parts})


def epub(**more: bytes | str) -> bytes:
    parts = {
        "META-INF/container.xml": "<container/>",
        **{name.replace("__", "/"): content for name, content in more.items()},
    }
    return package({"mimetype": "application/epub+zip", **parts})


def bomb() -> bytes:
    return docx(word__media__zeros=bytes(60 * 2**20))


def old_word(*, protected: bool = False) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(600)
        + ("EncryptedPackage".encode("utf-16-le") if protected else b"")
    )


def mp3(frames: int = 100, *, tag_bytes: int = 200, after: bytes = b"TAG" + b"Jane Secret".ljust(125)) -> bytes:
    size = bytes(tag_bytes >> shift & 0x7F for shift in (21, 14, 7, 0))
    tag = b"ID3\x04\x00\x00" + size + b"Jane Secret, 52.5 N 13.4 E"[:tag_bytes].ljust(tag_bytes, b"\0")
    return tag + FRAME * frames + after


def ogg_page(packets: list[bytes], number: int, position: int, flags: int = 0, stream: int = 7) -> bytes:
    lacing = b"".join(bytes([255] * (len(packet) // 255) + [len(packet) % 255]) for packet in packets)
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, position, stream, number, 0, len(lacing)) + lacing
    page = bytearray(head + b"".join(packets))
    page[22:26] = ogg_checksum(page).to_bytes(4, "little")
    return bytes(page)


def ogg_checksum(page: bytes | bytearray) -> int:
    value = 0
    for byte in page:
        value = (value << 8 & 0xFFFFFFFF) ^ TABLE[value >> 24 ^ byte]
    return value


def opus(seconds: int = 3, comment: bytes = b"ARTIST=Jane Secret", stream: int = 7) -> bytes:
    head = b"OpusHead" + bytes([1, 1]) + struct.pack("<HIHB", 312, 48000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 3) + b"lib" + struct.pack("<II", 1, len(comment)) + comment
    sound = ogg_page([b"\x08sound"], 2, seconds * 48000 + 312, 4, stream)
    return ogg_page([head], 0, 0, 2, stream) + ogg_page([tags], 1, 0, 0, stream) + sound


def box(name: bytes, *content: bytes) -> bytes:
    data = b"".join(content)
    return struct.pack(">I", len(data) + 8) + name + data


def m4a(*, handler: bytes = b"soun", seconds: int = 4) -> bytes:
    times = struct.pack(">II", 3_800_000_000, 3_800_000_001)
    header = box(b"mvhd", bytes(4), times, struct.pack(">II", 1000, seconds * 1000), bytes(80))
    media = box(b"mdia", box(b"mdhd", bytes(4), times, bytes(12)), box(b"hdlr", bytes(8), handler, bytes(13)))
    tags = box(b"udta", box(b"meta", bytes(4), b"Jane Secret 52.5 N"))
    return box(b"ftyp", b"M4A \0\0\0\0M4A ") + box(b"moov", header, box(b"trak", media), tags) + box(b"mdat", b"sound")


CSV = b"Name,Sum\r\nAnna,3\r\nBob,4\r\n"
HTML = b"<!doctype html><script>alert(1)</script>, a, b\n1,2,3\n"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
