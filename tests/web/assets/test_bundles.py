"""Every style sheet and script of static/ is in a bundle, once."""

from blog.web.assets.asset_files import STATIC
from blog.web.assets.bundles import BUNDLES


def test_each_file_is_in_one_bundle() -> None:
    joined = [part for parts in BUNDLES.values() for part in parts]
    found = {str(file.relative_to(STATIC)) for pattern in ("css/*.css", "js/*.js") for file in STATIC.glob(pattern)}

    assert len(joined) == len(set(joined))
    assert set(joined) == found - {"js/service_worker.js"}  # It has an address of its own.
