"""The command that makes the files ahead: python -m blog.web.assets.webfonts, with "all" of every typeface."""

import sys

from blog.web.assets.webfonts.font_files import prepare
from blog.web.site_identity.look.typefaces import TYPEFACES

if __name__ == "__main__":
    sys.exit(prepare(*(TYPEFACES.values() if "all" in sys.argv[1:] else ())))
