"""A FreqTrade class and its port on one's own candles: prints where they part, or that they do not."""

import argparse
import ast
import json
import shutil
import sys
import tempfile
import traceback
import warnings
from pathlib import Path

import autoquant_side
import freqtrade_side
import moment
import shown
from counted import CallbackRaised
from difference import difference, passed_over
from frames import Recorded, ours


class Unusable(Exception):
    """What the user can mend, in words."""


def main():
    arguments = parse()
    # Those of the class are seen when FreqTrade runs it.
    warnings.filterwarnings("ignore")
    try:
        same = compare(arguments)
    except (Unusable, autoquant_side.Refused, autoquant_side.Crashed) as problem:
        print(f"error: {problem}", file=sys.stderr)
        sys.exit(2)
    sys.exit(not same)


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("class_file", type=Path, metavar="X.py", help="the FreqTrade strategy")
    parser.add_argument("script", type=Path, metavar="X.rhai", help="its port")
    parser.add_argument("--workspace", type=Path, default=Path("."), help="where config.json and the candles are")
    parser.add_argument("--config", type=Path, help="another config than the workspace's")
    parser.add_argument("--data", type=Path, help="another folder of candles than the workspace's")
    parser.add_argument("--class", dest="name", help="which class of the file, where it has several")
    parser.add_argument("--timerange", help="instead of the script's or the config's")
    parser.add_argument("--autoquant", type=Path, default=Path("target/release/autoquant"))
    parser.add_argument("--without", action="append", default=[], metavar="COLUMN", help="a column that is not compared")
    arguments = parser.parse_args()
    passed_over.update(arguments.without)
    return arguments


def compare(arguments):
    """Whether all timeranges are the same on both sides; the first that is not ends it."""
    class_file, script = existing(arguments.class_file), existing(arguments.script)
    name = class_name(class_file, arguments.name)
    config = read(arguments.config or arguments.workspace / "config.json")
    data = (arguments.data or candles_folder(arguments.workspace, config)).resolve()
    markets = read(data / "markets.json")["markets"]
    futures = config.get("trading_mode", "spot") != "spot"
    tiers = read(data / "leverage_tiers.json") if futures else {}
    sys.path.insert(0, str(class_file.parent))
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        own = lay_out(folder, config, data, class_file, script)
        extra = ["--timerange", arguments.timerange] if arguments.timerange else []
        for entry in autoquant_side.tell(existing(arguments.autoquant), folder, str(own), *extra):
            result = autoquant_side.result(entry)
            if result.refused:
                raise Unusable(f"autoquant does not run {entry['strategy']}, {entry['timerange_label']}: {result.refused}")
            timerange = "" if entry["timerange"] == "all" else entry["timerange"]
            asked = config | {"timerange": timerange}
            theirs, recorded, timeframe = freqtrade(asked, name, folder, markets, tiers)
            asked["timeframe"] = timeframe
            inspect = lambda pair: ours(arguments.autoquant.resolve(), folder, own, pair, timerange)
            label = f"{entry['timerange_label']} ({entry['timerange']})"
            if not same(label, theirs, result, recorded, asked, data, inspect):
                return False
    return True


def candles_folder(workspace, config):
    """Where autoquant looks for a workspace's candles, too."""
    if config.get("datadir"):
        return workspace / config["datadir"]
    data = workspace / "user_data/data"
    of_exchange = data / config["exchange"]["name"].lower()
    return of_exchange if of_exchange.is_dir() else data


def lay_out(folder, config, data, class_file, script):
    """A workspace of our own, so that the user's has no run of this in its journal."""
    strategies = folder / "user_data/strategies"
    strategies.mkdir(parents=True)
    (folder / "user_data/data").symlink_to(data)
    elsewhere = {key: value for key, value in config.items() if key != "datadir"}
    (folder / "config.json").write_text(json.dumps(elsewhere))
    (folder / "class").mkdir()
    shutil.copy(class_file, folder / "class")
    for shared in script.parent.glob("_*.rhai"):
        shutil.copy(shared, strategies)
    return Path(shutil.copy(script, strategies))


def freqtrade(config, name, folder, markets, tiers):
    """Its result, its frames and its timeframe."""
    try:
        backtest, candles = freqtrade_side.prepare(config, name, folder / "class", folder / "user_data", markets, tiers)
        recorded = Recorded(backtest.strategylist[0])
        return freqtrade_side.ask(backtest, candles), recorded, backtest.timeframe
    except CallbackRaised as raised:
        raise Unusable(f"a callback of {name} raised in FreqTrade, which would have gone on with a default:\n{raised}") from None
    except Exception as error:
        raise Unusable(f"FreqTrade does not run {name}: {type(error).__name__}: {error}{place(error, folder / 'class')}") from error


def place(error, folder):
    """The line of the user's class, where the error came out of it."""
    lines = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(str(folder))]
    return f"\n  line {lines[-1].lineno} of {Path(lines[-1].filename).name}: {lines[-1].line}" if lines else ""


def same(label, theirs, result, recorded, config, data, inspect):
    words = difference(theirs, result)
    if not words:
        pairs = len({trade["pair"] for trade in theirs.trades})
        print(f"{label}: no difference: {len(theirs.trades)} trades of {pairs} pairs, final balance {theirs.final_balance}")
        return True
    print(f"{label}: FreqTrade has {len(theirs.trades)} trades, autoquant {len(result.trades)}")
    parting = moment.parting(theirs.trades, result.trades)
    if parting:
        shown.show(parting, theirs, result, recorded.of(parting.pair), inspect(parting.pair), data, config)
    else:
        print(f"all trades are the same, but not\n{words}")
    return False


def existing(path):
    if not path.is_file():
        raise Unusable(f"there is no file {path}")
    return path.resolve()


def read(path):
    try:
        return json.loads(existing(path).read_text())
    except ValueError as error:
        raise Unusable(f"{path} is no JSON: {error}") from None


def class_name(path, wanted):
    """The one strategy of the file."""
    try:
        tree = ast.parse(path.read_text())
    except SyntaxError as error:
        raise Unusable(f"{path}:{error.lineno}: {error.msg}") from None
    names = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    if wanted in names:
        return wanted
    if wanted:
        raise Unusable(f"{path} has no class {wanted}; it has {', '.join(names) or 'none'}")
    is_strategy = lambda node: any(ast.unparse(base).endswith("IStrategy") for base in node.bases)
    strategies = [node.name for node in tree.body if isinstance(node, ast.ClassDef) and is_strategy(node)]
    if len(strategies) != 1:
        raise Unusable(f"{path} has {len(strategies)} classes of IStrategy ({', '.join(strategies) or 'none'}): name one with --class")
    return strategies[0]


if __name__ == "__main__":
    main()
