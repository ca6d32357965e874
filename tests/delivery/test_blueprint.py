import pytest

from blog.delivery.blueprint import round_estimate


@pytest.mark.parametrize(
    ("count", "rounded"), [(0, 0), (7, 7), (42, 42), (128, 130), (961_234, 960_000), (996_000, 1_000_000)]
)
def test_an_estimate_has_two_figures(count: int, rounded: int) -> None:
    assert round_estimate(count) == rounded
