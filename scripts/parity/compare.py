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
from difference import difference, passed_over
from workspace import write_workspace


def main():
    arguments = parse()
    numbers = range(arguments.runs) if arguments.case is None else [arguments.case]
    coverage = Coverage()
    differing = []
    for done, number in enumerate(numbers, 1):
        case = make_case(
            arguments.seed, number, not arguments.no_callbacks, not arguments.plain, not (arguments.plain or arguments.spot)
        )
        problem = compare(case, arguments, coverage)
        if problem:
            print(f"case {number} of seed {arguments.seed} differs: {problem}", flush=True)
            differing.append(number)
            if not arguments.go_on:
                sys.exit(1)
        if done % 50 == 0:
            print(f"{done} runs, {coverage.trades} trades", file=sys.stderr)
    print(coverage.table())
    outcome = f"{len(differing)} differ: {differing}" if differing else "no difference"
    print(f"{len(numbers)} runs, {coverage.trades} trades, {coverage.empty} runs without a trade, {outcome}")
    sys.exit(bool(differing))


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", nargs="?", type=int, default=500)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--case", type=int, help="only this one")
    parser.add_argument("--autoquant", default="target/release/autoquant")
    parser.add_argument("--keep", default="target/parity", help="where a case that differs is kept")
    parser.add_argument("--go-on", action="store_true", help="after a difference, too")
    parser.add_argument("--no-callbacks", action="store_true")
    parser.add_argument("--plain", action="store_true", help="spot, no orders that wait, no adjustments, no locks, no detail timeframe")
    parser.add_argument("--spot", action="store_true", help="no futures and no detail timeframe")
    parser.add_argument("--without", action="append", default=[], metavar="COLUMN", help="a column that is not compared")
    arguments = parser.parse_args()
    passed_over.update(arguments.without)
    return arguments


def compare(case, arguments, coverage):
    """What differs, or None; the files of a case that differs are kept."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "case"
        write_workspace(case, folder)
        theirs = freqtrade_side.run(case, folder)
        coverage.add(case, theirs)
        try:
            ours = autoquant_side.run(arguments.autoquant, folder)
            problem = difference(theirs, ours)
        except autoquant_side.Crashed as crash:
            problem = str(crash)
        if not problem:
            return None
        kept = Path(arguments.keep) / f"case-{arguments.seed}-{case.number}"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(folder, kept)
        return f"{problem}\nits files are in {kept}"


if __name__ == "__main__":
    main()
