"""Files of candles between autoquant, pandas and FreqTrade, in both directions: see README.md."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import freqtrade_side as freqtrade
from autoquant import Workspace
from candles import utc
from exchange import Exchange
from in_turn import check_in_turn
from ours_to_theirs import check_ours_to_theirs
from table import Table, expect
from theirs_to_ours import check_other_formats, check_theirs_to_ours

ROOT = Path(__file__).resolve().parents[2]

# The exchange's time: when all is fetched, when FreqTrade goes on, and when autoquant goes on.
NOW = utc(2024, 2, 20, 13, 37, 21)
LATER = utc(2024, 2, 21, 13, 37, 21)
LATEST = utc(2024, 2, 22, 9, 5, 10)


def check_market(table, binary, folder, market):
    """All checks of the spot or the futures market."""
    folder.mkdir()
    with Exchange(NOW) as exchange:
        ours = Workspace.new(binary, folder / "ours", market, exchange.url)
        check_ours_to_theirs(table, ours, exchange)
        check_in_turn(table, ours.copy(folder / "in-turn"), exchange, LATER, LATEST)
        exchange.clock = NOW
        check_theirs_to_ours(table, ours, folder, exchange, NOW, LATEST)
    check_other_formats(table, ours, folder, NOW)


def silent(complaints):
    """FreqTrade goes on without a file that it cannot read, and says so."""
    expect(not complaints.words, "\n".join(complaints.words))
    return "all that it has read"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--autoquant", type=Path, default=ROOT / "target/release/autoquant")
    parser.add_argument("--keep", type=Path, default=ROOT / "target/freqtrade-files")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    complaints = freqtrade.complaints()
    table = Table("market")
    for market in ["spot", "futures"]:
        check_market(table, arguments.autoquant.resolve(), folder / market, market)
    table.check("both", "FreqTrade has nothing to complain of", silent, complaints)
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
