"""FreqTrade: a backtest of its own, and its commands and its web interface on a folder of results."""

import contextlib
import io
import json
import logging
import os
import re
import subprocess
import sys
import warnings
from copy import deepcopy
from pathlib import Path

warnings.filterwarnings("ignore")

from fastapi import FastAPI
from fastapi.testclient import TestClient
from freqtrade.enums import CandleType, RunMode
from freqtrade.exchange import Exchange
from freqtrade.optimize.backtesting import Backtesting
from freqtrade.resolvers import ExchangeResolver
from freqtrade.rpc.api_server import api_backtest
from freqtrade.rpc.api_server.deps import get_config
from markets import market
from tiers import as_freqtrade_has_them

logging.disable(logging.WARNING)


def backtest(config, strategy, strategy_path, datadir, folder):
    """Backtests and exports, without a network: the exchange is given the markets of the candles' folder."""
    results = folder / "user_data/backtest_results"
    results.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(config))
    original = deepcopy(config)
    is_spot = config["trading_mode"] == "spot"
    config = {"margin_mode": ""} | deepcopy(config) | {
        "strategy": strategy, "strategy_path": str(strategy_path), "user_data_dir": folder / "user_data",
        "datadir": datadir, "exportdirectory": results, "exportfilename": None, "export": "signals",
        "runmode": RunMode.BACKTEST, "candle_type_def": CandleType.SPOT if is_spot else CandleType.FUTURES,
        "original_config": original, "pairs": config["exchange"]["pair_whitelist"],
        "backtest_cache": "none",
    }
    markets = json.loads((datadir / "markets.json").read_text())["markets"]
    markets = {pair: market(pair, rules) for pair, rules in markets.items() if (":" not in pair) == is_spot}
    tiers = json.loads((datadir / "leverage_tiers.json").read_text())

    def load(self, *_, **__):
        self._markets = markets
        self._last_markets_refresh = 1 << 62

    Exchange.reload_markets = load
    Exchange.validate_config = lambda self, config: None
    exchange = ExchangeResolver.load_exchange(config, validate=True, load_leverage_tiers=False)
    exchange._leverage_tiers = {pair: as_freqtrade_has_them(rows) for pair, rows in tiers.items()}
    silence = contextlib.redirect_stdout(io.StringIO())
    with silence, contextlib.redirect_stderr(io.StringIO()):
        Backtesting(config, exchange).start()


def command(workspace: Path, *words):
    """What a command of FreqTrade prints about a workspace; of one that fails the exception it ends with."""
    program = Path(sys.executable).with_name("freqtrade")
    where = ["-c", workspace / "config.json", "--userdir", workspace / "user_data"]
    # The order of some columns is that of a set.
    direct = os.environ | {"COLUMNS": "400", "NO_COLOR": "1", "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        [program, *words, *where], cwd=workspace, capture_output=True, text=True, check=False, env=direct
    )
    if done.returncode != 0:
        return f"fails: {done.stderr.strip().splitlines()[-1]}"
    return re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)


def web(workspace: Path):
    """The part of the web server that knows results."""
    app = FastAPI()
    app.include_router(api_backtest.router)
    app.dependency_overrides[get_config] = lambda: {"user_data_dir": workspace / "user_data"}
    return TestClient(app)
