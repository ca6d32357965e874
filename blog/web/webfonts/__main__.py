"""The command that makes the files of the typeface ahead, for a wheel: python -m blog.web.webfonts."""

import sys

from blog.web.webfonts.font_files import prepare

if __name__ == "__main__":
    sys.exit(prepare())
