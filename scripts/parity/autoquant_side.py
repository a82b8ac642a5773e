"""autoquant on a case: a workspace of its own and one call of the binary."""

import json
import subprocess
from pathlib import Path

import pandas

from render import python_class, script
from result import BALANCES, COUNTERS, Result, lock


def write_workspace(case, folder: Path):
    """Writes what both sides read: candles, markets, config, the class and the script."""
    data = folder / "user_data/data"
    strategies = folder / "user_data/strategies"
    data.mkdir(parents=True)
    strategies.mkdir(parents=True)
    for pair, rows in case.candles.items():
        frame = pandas.DataFrame(rows, columns=["date", "open", "high", "low", "close", "volume"])
        frame["date"] = pandas.to_datetime(frame["date"], unit="ms", utc=True)
        name = f"{pair.replace('/', '_')}-{case.timeframe}.feather"
        frame.to_feather(data / name, compression="lz4")
    markets = {"exchange": "binance", "precision_mode": "tick_size", "markets": case.markets}
    (data / "markets.json").write_text(json.dumps(markets))
    (folder / "config.json").write_text(json.dumps(case.config, indent=2))
    (folder / "case.py").write_text(python_class(case))
    (strategies / "Case.rhai").write_text(script(case))


def run(binary, folder: Path):
    """The result of a workspace, as the binary prints it."""
    command = [binary, "-C", str(folder), "run", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    result = json.loads(done.stdout)["results"][0]
    if result["status"] != "OK":
        return Result(refused=result["error_msg"])
    return Result(
        trades=result["trades"],
        counters={name: result["counters"][name] for name in COUNTERS},
        final_balance=result["figures"]["final_balance"],
        balances={name: result["wallet_stats"][name] for name in BALANCES if result["wallet_stats"]},
        locks=sorted(lock(one["pair"], one["lock_end_timestamp"], one["side"], one["reason"]) for one in result["locks"]),
    )
