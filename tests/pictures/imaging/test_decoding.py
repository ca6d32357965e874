from io import BytesIO

import pytest
from PIL import Image, ImageCms

from blog.pictures.imaging.decoding import decode
from blog.pictures.imaging.refusals import Refusal, Undecodable
from tests.pictures.sample_files import HTML, SVG, as_file, bomb, photo, photo_with_place, two_halves

MOST = 1_000_000


def read(data: bytes, longest: int = 2400) -> Image.Image:
    return decode(BytesIO(data), longest, MOST).pixels


def refusal_of(data: bytes) -> Refusal:
    with pytest.raises(Undecodable) as refused:
        read(data)
    return refused.value.refusal


def is_near(pixel: tuple[int, ...], wanted: tuple[int, ...], tolerance: int = 12) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(pixel, wanted, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF"])
def test_every_kind_we_take_is_decoded_to_plain_rgb(kind):
    image = read(as_file(two_halves(), kind))

    assert (image.mode, image.size) == ("RGB", (120, 80))
    assert is_near(image.getpixel((20, 40)), (200, 30, 30))


@pytest.mark.parametrize(
    "data",
    [
        SVG,
        HTML,
        b"\xff\xd8\xff\xe0" + HTML,
        b"GIF89a" + HTML,
        b"\x89PNG\r\n\x1a\n" + HTML,
        b"RIFF\x00\x00\x00\x00WEBPVP8 " + HTML,
        b"BM" + b"\0" * 60,
        b"%PDF-1.7",
        b"\0" * 500,
        as_file(two_halves(), "BMP"),
        as_file(two_halves(), "PPM"),
        as_file(two_halves(), "ICO"),
    ],
)
def test_what_is_no_picture_of_a_kind_we_take_is_refused(data):
    with pytest.raises(Undecodable):
        read(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF"])
def test_a_truncated_picture_is_refused(kind):
    data = as_file(Image.effect_noise((80, 60), 90).convert("RGB"), kind)

    with pytest.raises(Undecodable):
        read(data[: len(data) // 2])


def test_an_empty_file_is_refused():
    assert refusal_of(b"") is Refusal.EMPTY


@pytest.mark.parametrize("size", [(20_000, 20_000), (9_000, 5_000)])
def test_a_bomb_is_refused_before_a_pixel_is_decoded(size):
    data = bomb(*size)

    assert refusal_of(data) is Refusal.TOO_MANY_PIXELS


def test_a_picture_at_the_pixel_cap_is_taken_and_one_above_it_is_not():
    data = photo(100, 100)

    assert decode(BytesIO(data), 2400, 10_000).pixels.size == (100, 100)
    with pytest.raises(Undecodable):
        decode(BytesIO(data), 2400, 9_999)


def test_a_phone_held_upright_gives_an_upright_picture():
    image = read(photo_with_place(orientation=6))

    assert image.size == (80, 120)
    assert is_near(image.getpixel((40, 10)), (200, 30, 30))
    assert is_near(image.getpixel((40, 110)), (30, 30, 200))


def test_nothing_but_pixels_is_left():
    image = read(photo_with_place())

    assert image.info == {}
    assert not image.getexif()


def test_a_large_picture_is_shrunk_to_the_longest_side():
    image = read(photo(900, 300), longest=400)

    assert image.size == (400, 133)


def test_a_cmyk_picture_keeps_its_colours():
    image = read(as_file(two_halves().convert("CMYK"), "JPEG", quality=95))

    assert image.mode == "RGB"
    assert is_near(image.getpixel((20, 40)), (200, 30, 30), tolerance=25)


def test_sixteen_bits_of_grey_keep_their_tones():
    grey = Image.linear_gradient("L").convert("I").point(lambda value: value * 257).convert("I;16")

    image = read(as_file(grey, "PNG"))

    assert image.getpixel((10, 0))[0] < 4
    assert 120 < image.getpixel((10, 128))[0] < 136
    assert image.getpixel((10, 255))[0] > 250


def test_black_and_white_bits_are_shrunk_to_greys():
    bits = Image.new("1", (200, 200))
    bits.putdata([(x + y) % 2 * 255 for y in range(200) for x in range(200)])

    image = read(as_file(bits, "PNG"), longest=50)

    assert 90 < image.getpixel((25, 25))[0] < 165


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparency_becomes_white(mode):
    clear = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    clear.paste((10, 10, 10, 255), (0, 0, 30, 40))

    image = read(as_file(clear.convert(mode), "PNG"))

    assert is_near(image.getpixel((50, 20)), (255, 255, 255))
    assert is_near(image.getpixel((10, 20)), (10, 10, 10))


def test_a_colour_that_is_declared_transparent_becomes_white():
    image = read(as_file(Image.new("RGB", (8, 8), (1, 2, 3)), "PNG", transparency=(1, 2, 3)))

    assert image.getpixel((4, 4)) == (255, 255, 255)


def test_a_moving_picture_stands_still_at_its_first_frame():
    frames = [Image.new("RGB", (40, 30), colour) for colour in ((200, 30, 30), (30, 30, 200))]

    image = read(as_file(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=50))

    assert is_near(image.getpixel((20, 15)), (200, 30, 30))


def test_colours_of_another_profile_are_converted():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = swap_red_and_blue(lab)

    image = read(as_file(Image.new("RGB", (16, 16), (220, 20, 20)), "PNG", icc_profile=swapped))

    red, _green, blue = image.getpixel((8, 8))
    assert blue > red


def swap_red_and_blue(profile: bytes) -> bytes:
    """A profile whose red is blue: nobody can mistake whether it was obeyed."""
    return profile.replace(b"rXYZ", b"????", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"????", b"bXYZ", 1)


@pytest.mark.parametrize("profile", [b"nonsense", b"\0" * 200, b"x" * 3000])
def test_a_broken_profile_does_not_spoil_the_picture(profile):
    image = read(as_file(two_halves(), "PNG", icc_profile=profile))

    assert is_near(image.getpixel((20, 40)), (200, 30, 30))


def test_a_grey_picture_with_a_colour_profile_is_taken():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    image = read(as_file(Image.new("L", (16, 16), 128), "PNG", icc_profile=profile))

    assert is_near(image.getpixel((8, 8)), (128, 128, 128))


def test_what_hangs_on_behind_the_picture_is_not_decoded_into_anything():
    image = read(photo() + HTML)

    assert HTML not in as_file(image)
    assert Image.open(BytesIO(as_file(image))).size == (120, 80)
