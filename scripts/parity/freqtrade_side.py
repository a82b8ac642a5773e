"""FreqTrade on a case, in this process, without a network: its exchange is given made-up markets."""

import logging
from copy import deepcopy
from datetime import timezone
from pathlib import Path

from freqtrade.configuration import TimeRange
from freqtrade.enums import CandleType, RunMode
from freqtrade.exchange import Exchange
from freqtrade.optimize.backtesting import Backtesting
from freqtrade.resolvers import ExchangeResolver
from markets import market

logging.disable(logging.WARNING)


def run(case, folder: Path):
    """The closed trades of a case as a list of dicts, and the number of rejected signals."""
    config = deepcopy(case.config)
    timerange = config.pop("timerange")
    config |= {
        "strategy": "Case", "strategy_path": str(folder), "user_data_dir": folder, "datadir": folder / "user_data/data",
        "exportdirectory": folder, "export": "none", "runmode": RunMode.BACKTEST, "dry_run": True,
        "candle_type_def": CandleType.SPOT, "dataformat_ohlcv": "feather", "dataformat_trades": "feather",
        "margin_mode": "", "pairlists": [{"method": "StaticPairList"}], "entry_pricing": {"price_side": "same"},
        "exit_pricing": {"price_side": "same"}, "internals": {}, "original_config": {}, "timeframe": case.timeframe,
        "pairs": config["exchange"]["pair_whitelist"],
    }
    if timerange:
        config["timerange"] = timerange
    config["exchange"] |= {"key": "", "secret": "", "pair_blacklist": [], "ccxt_config": {}, "ccxt_async_config": {}}
    markets = {pair: market(pair, rules) for pair, rules in case.markets.items()}

    def load(self, *_, **__):
        self._markets = markets
        self._last_markets_refresh = 1 << 62

    Exchange.reload_markets = load
    Exchange.validate_config = lambda self, config: None
    exchange = ExchangeResolver.load_exchange(config, validate=True, load_leverage_tiers=False)
    backtesting = Backtesting(config, exchange)
    data, span = backtesting.load_bt_data()
    backtesting.backtest_one_strategy(backtesting.strategylist[0], data, span)
    content = backtesting.all_bt_content["Case"]
    trades = []
    for row in content["results"].to_dict("records"):
        date = lambda value: value.to_pydatetime().astimezone(timezone.utc).strftime("%Y-%m-%d %H:%M:%S+00:00")
        trades.append(row | {"open_date": date(row["open_date"]), "close_date": date(row["close_date"])})
    return trades, content["rejected_signals"]
