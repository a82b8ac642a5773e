"""autoquant: workspaces, and what `run` says in its blocks."""

import json
import shutil
import subprocess
from pathlib import Path

from table import Difference


def run(binary, workspace, *words):
    """The blocks that `run` prints, by strategy and label."""
    command = [str(binary), "-C", str(workspace), "run", "--export", "freqtrade", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Difference(f"`{' '.join(command[3:])}` ended with {done.returncode}: {done.stderr}")
    return blocks(done.stdout)


def blocks(text):
    found = {}
    for block in text.split("---\n")[1:]:
        lines = [line.partition(":") for line in block.splitlines() if not line.startswith(" ")]
        block = {key: value.strip() for key, _, value in lines}
        found[block["strategy"], block["timerange_label"]] = block
    return found


# Cases of our own, on the same candles.
OWN = Path(__file__).parent / "cases"


def case_folder(shared, case):
    """Where a case lies; `None` where it is not there."""
    homes = (shared / "golden/backtests", shared / "golden/backtests_full", OWN)
    return next((home / case for home in homes if (home / case).is_dir()), None)


def all_cases(shared):
    """The names of all cases."""
    homes = (shared / "golden/backtests", shared / "golden/backtests_full", OWN)
    return sorted(path.name for home in homes if home.is_dir() for path in home.iterdir())


def golden(binary, shared, case, workspace):
    """A workspace of a case, its config, the strategy and the folder that it lies in, and the blocks."""
    folder = case_folder(shared, case)
    told = json.loads((folder / "case.json").read_text())
    config = json.loads((shared / "golden/config.json").read_text()) | told["config"]
    config["timerange"] = told["timerange"]
    config["exchange"]["pair_whitelist"] = told["pairs"]
    config["datadir"] = str(shared / "data/binance")
    strategies = workspace / "user_data/strategies"
    strategies.mkdir(parents=True)
    (workspace / "config.json").write_text(json.dumps(config))
    # Cases may share a strategy.
    folder = folder / told.get("folder", ".")
    shutil.copy(folder / f"{told['strategy']}.rhai", strategies)
    return config, told["strategy"], folder, run(binary, workspace)


# Tags that another program might take for something else, and a strategy that never trades.
HOSTILE = r'''const timeframe = "4h";
const stoploss = -0.05;
const test_timeranges = [["bull_2021", "20210601-20211201"], ["late-2024", "20240101-20241231"]];

fn populate_indicators(df, metadata) {
    df["rsi"] = ta::RSI(df, 14);
    df["rising"] = df["close"] > df["open"];
}

fn populate_entry_trend(df, metadata) {
    let rsi = df["rsi"];
    df.loc(rsi < 30, "enter_long", "a,b;\"c\" <d> {e} 'f' \\ ü 漢 \n\t%s");
    df.loc(rsi < 25, "enter_long", "[bold]");
}

fn populate_exit_trend(df, metadata) {
    df.loc(df["rsi"] > 60, "exit_long", "TOTAL");
}
'''
IDLE = HOSTILE.replace("rsi < 30", "rsi < 0").replace("rsi < 25", "rsi < 0")


def demo(binary, workspace):
    """A demo with strategies of several timeranges beside its own."""
    subprocess.run([str(binary), "demo", str(workspace), "--quiet"], check=True, capture_output=True)
    strategies = workspace / "user_data/strategies"
    (strategies / "Hostile.rhai").write_text(HOSTILE)
    (strategies / "Idle.rhai").write_text(IDLE)
    names = [path.stem for path in strategies.glob("[!_]*.rhai")]
    # FreqTrade has no exchange of that name.
    config = workspace / "config.json"
    text = config.read_text()
    config.write_text(text.replace('"name": "demo"', '"name": "binance"').replace(
        '"fee":', '"datadir": "user_data/data/demo",\n  "fee":'))
    return run(binary, workspace, *names)
