"""A worker in a process of its own, which may be killed: python -m benchmarks.mailroom <settings as JSON>."""

import json
import sys

from blog import create_app

if __name__ == "__main__":
    create_app(json.loads(sys.argv[1])).test_cli_runner().invoke(args=["worker"])
