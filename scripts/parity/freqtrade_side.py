"""FreqTrade on a workspace, in this process, without a network: its exchange is given the markets there are."""

import logging
import traceback
from collections import Counter
from copy import deepcopy
from datetime import timezone
from pathlib import Path

from counted import CountedBacktesting, met, watch
from freqtrade.enums import CandleType, RunMode
from freqtrade.exchange import Exchange
from freqtrade.persistence import LocalTrade
from freqtrade.resolvers import ExchangeResolver
from markets import market
from result import BALANCES, COUNTERS, Result, lock
from tiers import as_freqtrade_has_them

# What a config may leave out, and FreqTrade's commands would have filled in.
DEFAULTS = {
    "dry_run": True, "dataformat_ohlcv": "feather", "dataformat_trades": "feather", "margin_mode": "",
    "pairlists": [{"method": "StaticPairList"}], "entry_pricing": {"price_side": "other"},
    "exit_pricing": {"price_side": "other"}, "internals": {}, "trading_mode": "spot",
}
EXCHANGE = {"key": "", "secret": "", "pair_blacklist": [], "ccxt_config": {}, "ccxt_async_config": {}}
# A market of these has a largest leverage and no tiers.
WITHOUT_TIERS = ["Hyperliquid"]

logging.disable(logging.INFO)
logging.getLogger().addHandler(logging.NullHandler())
watch()


def run(case, folder: Path):
    """Where FreqTrade refuses the case, so must we."""
    config = case.config | {"timeframe": case.timeframe}
    try:
        backtest, data = prepare(config, "Case", folder, folder / "user_data", case.markets, case.tiers)
        return ask(backtest, data)
    except Exception as error:
        return Result(refused=str(error) or traceback.format_exc(limit=1))


def prepare(config, strategy, strategy_folder, user_data, markets, tiers):
    """A backtest that may begin, and its candles."""
    config = complete(config, strategy, strategy_folder, user_data)
    largest = lambda pair: tiers[pair][0]["maxLeverage"] if pair in tiers else None
    told = {pair: market(pair, rules, largest(pair)) for pair, rules in markets.items()}

    def load(self, *_, **__):
        self._markets = told
        self._last_markets_refresh = 1 << 62

    Exchange.reload_markets = load
    Exchange.validate_config = lambda self, config: None
    exchange = ExchangeResolver.load_exchange(config, validate=True, load_leverage_tiers=False)
    if tiers and exchange.name not in WITHOUT_TIERS:
        exchange._leverage_tiers = {pair: as_freqtrade_has_them(rows) for pair, rows in tiers.items()}
    # FreqTrade forgets the trades and locks of the run before by itself.
    met.clear()
    backtest = CountedBacktesting(config, exchange)
    return backtest, backtest.load_bt_data()


def complete(config, strategy, strategy_folder, user_data):
    config = DEFAULTS | deepcopy(config)
    if not config.get("timerange"):
        config.pop("timerange", None)
    config |= {
        "strategy": strategy, "strategy_path": str(strategy_folder), "user_data_dir": user_data, "datadir": user_data / "data",
        "exportdirectory": user_data, "export": "none", "runmode": RunMode.BACKTEST, "original_config": {},
        "candle_type_def": CandleType.SPOT if config["trading_mode"] == "spot" else CandleType.FUTURES,
        "pairs": config["exchange"]["pair_whitelist"],
    }
    config["exchange"] = EXCHANGE | config["exchange"]
    return config


def ask(backtest, data):
    """The result of FreqTrade's one strategy."""
    strategy = backtest.strategylist[0]
    backtest.backtest_one_strategy(strategy, *data)
    content = backtest.all_bt_content[strategy.get_strategy_name()]
    rows = content["results"].to_dict("records")
    return Result(
        trades=[_trade(row, trade) for row, trade in zip(rows, LocalTrade.bt_trades, strict=True)],
        counters={name: content[name] for name in COUNTERS},
        final_balance=content["final_balance"],
        balances=_balances(backtest.wallet_captures),
        locks=sorted(lock(one.pair, one.to_json()["lock_end_timestamp"], one.side, one.reason) for one in content["locks"]),
        met=met + Counter({name: getattr(backtest, name) for name in ["replaced_exit_orders", "canceled_exit_orders"]}),
        lock_reasons=[one.reason for one in content["locks"]],
    )


def _balances(captures):
    """What was in the wallet, currencies together, at the open of each candle."""
    at = {}
    for date, _, rate, amount in captures:
        at[date] = at.get(date, 0.0) + rate * amount
    all_of_them = list(at.values())
    if not all_of_them:
        return {}
    return dict(zip(BALANCES, (all_of_them[0], all_of_them[-1], max(all_of_them), min(all_of_them))))


def _trade(row, trade):
    """As exported, where what is not known is no number; and the liquidation price, which is not exported."""
    assert (row["pair"], row["open_date"]) == (trade.pair, trade.open_date_utc)
    date = lambda value: value.to_pydatetime().astimezone(timezone.utc).strftime("%Y-%m-%d %H:%M:%S+00:00")
    known = {name: None if value != value else value for name, value in row.items()}
    known["liquidation_price"] = trade.liquidation_price
    return known | {"open_date": date(row["open_date"]), "close_date": date(row["close_date"])}
