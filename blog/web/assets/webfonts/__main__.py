"""The command that makes the files of the typeface ahead, for a wheel: python -m blog.web.assets.webfonts."""

import sys

from blog.web.assets.webfonts.font_files import prepare

if __name__ == "__main__":
    sys.exit(prepare())
