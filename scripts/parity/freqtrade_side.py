"""FreqTrade on a case, in this process, without a network: its exchange is given made-up markets."""

import logging
import traceback
from collections import Counter
from copy import deepcopy
from datetime import timezone
from pathlib import Path

from freqtrade.enums import CandleType, RunMode
from freqtrade.exchange import Exchange
from freqtrade.optimize import backtesting
from freqtrade.persistence import PairLocks
from freqtrade.resolvers import ExchangeResolver
from markets import market
from result import BALANCES, COUNTERS, Result, lock

met = Counter()  # what was met in this run and is not in its result


class CallbackRaised(BaseException):
    """FreqTrade goes on after a callback has raised and autoquant does not, so that no case may do it."""


class Raised(logging.Handler):
    def emit(self, record):
        raise CallbackRaised(record.getMessage())


class CountedLocks(PairLocks):
    """FreqTrade's locks; it counts how often one of them was in an entry's way."""

    @staticmethod
    def is_pair_locked(*arguments):
        locked = PairLocks.is_pair_locked(*arguments)
        met["entries that a lock was in the way of"] += locked
        return locked


class CountedBacktesting(backtesting.Backtesting):
    """It counts the orders that are not placed since the same one waits already."""

    def handle_similar_order(self, trade, price, amount, side, current_time):
        similar = super().handle_similar_order(trade, price, amount, side, current_time)
        met[f"{side} orders that waited already"] += similar
        return similar


logging.disable(logging.INFO)
logging.getLogger().addHandler(logging.NullHandler())
logging.getLogger("freqtrade.strategy.strategy_wrapper").addHandler(Raised())
backtesting.PairLocks = CountedLocks


def run(case, folder: Path):
    """Where FreqTrade refuses the case, so must we."""
    try:
        return _run(case, folder)
    except Exception as error:
        return Result(refused=str(error) or traceback.format_exc(limit=1))


def _run(case, folder):
    config = deepcopy(case.config)
    timerange = config.pop("timerange")
    config |= {
        "strategy": "Case", "strategy_path": str(folder), "user_data_dir": folder, "datadir": folder / "user_data/data",
        "exportdirectory": folder, "export": "none", "runmode": RunMode.BACKTEST, "dry_run": True,
        "candle_type_def": CandleType.SPOT, "dataformat_ohlcv": "feather", "dataformat_trades": "feather",
        "margin_mode": "", "pairlists": [{"method": "StaticPairList"}], "entry_pricing": {"price_side": "other"},
        "exit_pricing": {"price_side": "other"}, "internals": {}, "original_config": {}, "timeframe": case.timeframe,
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
    # FreqTrade forgets the trades and locks of the run before by itself.
    met.clear()
    backtest = CountedBacktesting(config, exchange)
    data, span = backtest.load_bt_data()
    backtest.backtest_one_strategy(backtest.strategylist[0], data, span)
    content = backtest.all_bt_content["Case"]
    return Result(
        trades=[_trade(row) for row in content["results"].to_dict("records")],
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


def _trade(row):
    """As exported: what is not known is no number there."""
    date = lambda value: value.to_pydatetime().astimezone(timezone.utc).strftime("%Y-%m-%d %H:%M:%S+00:00")
    known = {name: None if value != value else value for name, value in row.items()}
    return known | {"open_date": date(row["open_date"]), "close_date": date(row["close_date"])}
