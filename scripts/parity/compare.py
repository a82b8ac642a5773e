"""Runs random cases through FreqTrade and autoquant and compares every trade."""

import argparse
import shutil
import sys
import tempfile
import traceback
from pathlib import Path

import autoquant_side
import freqtrade_side
from cases import make_case

TEXT = ["pair", "open_date", "close_date", "exit_reason", "enter_tag"]
EXACT = [
    "open_rate", "close_rate", "amount", "stake_amount", "fee_open", "fee_close", "min_rate", "max_rate",
    "stop_loss_abs", "initial_stop_loss_abs",
]
CLOSE = ["profit_abs", "profit_ratio"]
ROUNDED = {"amount", "stake_amount"}


def difference(theirs, ours):
    """The first column in which two trades differ."""
    for name in TEXT:
        if str(theirs[name] or "") != ours[name]:
            return name
    for name in EXACT:
        value = round(theirs[name], 8) if name in ROUNDED else theirs[name]
        if value != float(ours[name]):
            return name
    for name in CLOSE:
        if abs(theirs[name] - float(ours[name])) > 1e-12 * max(1.0, abs(theirs[name])):
            return name
    return None


def compare(case, folder, binary):
    """The number of trades, and what differs."""
    autoquant_side.write_workspace(case, folder)
    try:
        theirs, their_rejected = freqtrade_side.run(case, folder)
    except Exception as error:  # FreqTrade refuses the case: so must we.
        theirs, their_rejected = None, str(error) or traceback.format_exc(limit=1)
    ours, our_rejected = autoquant_side.run(binary, folder)
    if theirs is None or ours is None:
        same = theirs is None and ours is None
        return 0, None if same else f"FreqTrade: {their_rejected}\nautoquant: {our_rejected}"
    for at, (one, other) in enumerate(zip(theirs, ours)):
        name = difference(one, other)
        if name:
            side = {key: one[key] for key in TEXT + EXACT + CLOSE}
            mine = {key: other[key] for key in TEXT + EXACT + CLOSE}
            return at, f"trade {at}, {name}\nFreqTrade: {side}\nautoquant: {mine}"
    if len(theirs) != len(ours):
        return len(ours), f"FreqTrade has {len(theirs)} trades, autoquant {len(ours)}"
    if their_rejected != our_rejected:
        return len(ours), f"rejected signals: FreqTrade {their_rejected}, autoquant {our_rejected}"
    return len(ours), None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", nargs="?", type=int, default=500)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--case", type=int, help="only this one")
    parser.add_argument("--autoquant", default="target/release/autoquant")
    parser.add_argument("--keep", default="target/parity", help="where a case that differs is kept")
    parser.add_argument("--no-callbacks", action="store_true")
    arguments = parser.parse_args()
    numbers = range(arguments.runs) if arguments.case is None else [arguments.case]
    trades = refused = 0
    for number in numbers:
        case = make_case(arguments.seed, number, not arguments.no_callbacks)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "case"
            count, problem = compare(case, folder, arguments.autoquant)
            trades += count
            refused += count == 0
            if problem:
                kept = Path(arguments.keep) / f"case-{arguments.seed}-{number}"
                shutil.rmtree(kept, ignore_errors=True)
                shutil.copytree(folder, kept)
                print(f"case {number} of seed {arguments.seed} differs: {problem}\nits files are in {kept}")
                sys.exit(1)
        if number % 50 == 49:
            print(f"{number + 1} runs, {trades} trades", file=sys.stderr)
    print(f"{len(numbers)} runs, {trades} trades, {refused} runs without a trade, no difference")


if __name__ == "__main__":
    main()
