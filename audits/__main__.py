"""make audit: ask each judge, print a line for each answer, and fail when one is below the bar."""

import sys

from audits import container, feeds, firefox, lighthouse, markup, spec_examples

if __name__ == "__main__":
    is_good = True
    for judge in (spec_examples, container, markup, feeds, firefox, lighthouse):
        for line, is_met in judge.judge():
            print(line if is_met else f"{line}  << below the bar", flush=True)
            is_good &= is_met
    sys.exit(0 if is_good else 1)
