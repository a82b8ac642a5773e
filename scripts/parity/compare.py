"""Runs random cases through FreqTrade and autoquant, and compares all that their results have in common."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import autoquant_side
import freqtrade_side
from cases import make_case
from coverage import Coverage
from difference import difference


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", nargs="?", type=int, default=500)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--case", type=int, help="only this one")
    parser.add_argument("--autoquant", default="target/release/autoquant")
    parser.add_argument("--keep", default="target/parity", help="where a case that differs is kept")
    parser.add_argument("--no-callbacks", action="store_true")
    parser.add_argument("--plain", action="store_true", help="no orders that wait, no adjustments, no locks")
    arguments = parser.parse_args()
    numbers = range(arguments.runs) if arguments.case is None else [arguments.case]
    coverage = Coverage()
    trades = empty = 0
    for number in numbers:
        case = make_case(arguments.seed, number, not arguments.no_callbacks, not arguments.plain)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "case"
            autoquant_side.write_workspace(case, folder)
            theirs = freqtrade_side.run(case, folder)
            problem = difference(theirs, autoquant_side.run(arguments.autoquant, folder))
            coverage.add(case, theirs)
            trades += len(theirs.trades)
            empty += not theirs.trades
            if problem:
                kept = Path(arguments.keep) / f"case-{arguments.seed}-{number}"
                shutil.rmtree(kept, ignore_errors=True)
                shutil.copytree(folder, kept)
                print(f"case {number} of seed {arguments.seed} differs: {problem}\nits files are in {kept}")
                sys.exit(1)
        if number % 50 == 49:
            print(f"{number + 1} runs, {trades} trades", file=sys.stderr)
    print(coverage.table())
    print(f"{len(numbers)} runs, {trades} trades, {empty} runs without a trade, no difference")


if __name__ == "__main__":
    main()
