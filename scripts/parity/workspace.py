"""Writes what both sides read of a case: candles, markets, tiers, config, the class and the script."""

import json
from pathlib import Path

import pandas

from render import python_class, script

COLUMNS = ["date", "open", "high", "low", "close", "volume"]


def write_workspace(case, folder: Path):
    data = folder / "user_data/data"
    strategies = folder / "user_data/strategies"
    strategies.mkdir(parents=True)
    (data / "futures").mkdir(parents=True)
    kind = "" if case.config["trading_mode"] == "spot" else "futures"
    _write(data, case.candles, case.timeframe, kind)
    _write(data, case.detail, case.config.get("timeframe_detail"), kind)
    exchange = case.config["exchange"]["name"]
    # The mark candles of Hyperliquid are those of the market.
    _write(data, case.mark, "1h", "futures" if exchange == "hyperliquid" else "mark")
    for pair, rows in case.funding.items():
        _write_funding(data, pair, rows, case.funding_has_candles)
    markets = {"exchange": exchange, "precision_mode": "tick_size", "markets": case.markets}
    (data / "markets.json").write_text(json.dumps(markets))
    if case.tiers:
        (data / "leverage_tiers.json").write_text(json.dumps(case.tiers))
    (folder / "config.json").write_text(json.dumps(case.config, indent=2))
    (folder / "case.py").write_text(python_class(case))
    (strategies / "Case.rhai").write_text(script(case))


def _write(data, tables, timeframe, kind):
    for pair, rows in tables.items():
        frame = pandas.DataFrame(rows, columns=COLUMNS)
        _write_frame(data, pair, timeframe, kind, frame)


def _write_funding(data, pair, rows, has_candles):
    frame = pandas.DataFrame(rows, columns=["date", "funding_rate"])
    if has_candles:
        frame = frame.rename(columns={"funding_rate": "open"}).assign(high=0.0, low=0.0, close=0.0, volume=0.0)
    _write_frame(data, pair, "1h", "funding_rate", frame)


def _write_frame(data, pair, timeframe, kind, frame):
    frame["date"] = pandas.to_datetime(frame["date"], unit="ms", utc=True)
    stem = pair.replace("/", "_").replace(":", "_")
    name = f"futures/{stem}-{timeframe}-{kind}" if kind else f"{stem}-{timeframe}"
    frame.to_feather(data / f"{name}.feather", compression="lz4")
