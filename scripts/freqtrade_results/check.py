"""Results of autoquant in FreqTrade: see README.md."""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

import autoquant
import freqtrade_side as freqtrade
from both import check_both
from results import results
from shown import check_shown
from table import Table, expect

ROOT = Path(__file__).resolve().parents[2]


def same_bytes(binary, workspace):
    """The same run again is the same files."""
    folder = workspace / "user_data/backtest_results"
    before = {path.name: path.read_bytes() for path in folder.glob("*.*") if path.suffix in (".zip", ".json")}
    autoquant.run(binary, workspace)
    for path in folder.glob("backtest-result-*"):
        expect(before.get(path.name) == path.read_bytes(), f"{path.name} is another")
    return f"{len(results(workspace))} results"


def check_golden(table, binary, shared, folder, cases):
    """What FreqTrade tests, too."""
    for case in cases:
        ours, theirs = folder / case / "ours", folder / case / "theirs"
        config, strategy, path, blocks = autoquant.golden(binary, shared, case, ours)
        freqtrade.backtest(config, strategy, path, shared / "data/binance", theirs)
        check_both(table, case, ours, theirs)
        table.check(case, "the same run again", same_bytes, binary, ours)
        check_shown(table, case, ours, blocks)


def check_demo(table, binary, folder):
    """Several strategies, timeframes and timeranges, one without a trade and one with hostile tags."""
    blocks = autoquant.demo(binary, folder / "demo")
    check_shown(table, "demo", folder / "demo", blocks)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    shared = Path(os.environ.get("AUTOQUANT_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--autoquant", type=Path, default=ROOT / "target/release/autoquant")
    parser.add_argument("--keep", type=Path, default=ROOT / "target/freqtrade-results")
    parser.add_argument("cases", nargs="*", help="golden cases; all of them without any")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    binary = arguments.autoquant.resolve()
    table = Table("case")
    check_demo(table, binary, folder)
    golden = shared / "golden/backtests"
    if golden.is_dir():
        cases = arguments.cases or autoquant.all_cases(shared)
        check_golden(table, binary, shared, folder, cases)
    else:
        table.skip("golden", "what FreqTrade has tested itself", f"there is no {golden}")
    if table.differences:
        shutil.rmtree(arguments.keep, ignore_errors=True)
        shutil.move(folder, arguments.keep)
        print("\n" + "\n\n".join(table.differences))
        print(f"\n{len(table.differences)} differences; the files are in {arguments.keep}")
        sys.exit(1)
    shutil.rmtree(folder)
    print("no difference")


if __name__ == "__main__":
    main()
