"""FreqTrade's backtest, unchanged but for counting what is met and is not in its result."""

import logging
from collections import Counter

from freqtrade.optimize import backtesting
from freqtrade.persistence import LocalTrade, PairLocks

met = Counter()  # in this run

REVERSED = "trades turned on the candle that ended them"
EXPIRED = "detail candles on which a direction had expired"
RETRIED = "detail candles on which an entry was tried again"


class CallbackRaised(BaseException):
    """FreqTrade goes on after a callback has raised and autoquant does not, so that no case may do it."""


class Raised(logging.Handler):
    def emit(self, record):
        raise CallbackRaised(record.getMessage())


class CountedLocks(PairLocks):
    """It counts how often a lock was in an entry's way."""

    @staticmethod
    def is_pair_locked(*arguments):
        locked = PairLocks.is_pair_locked(*arguments)
        met["entries that a lock was in the way of"] += locked
        return locked


class CountedBacktesting(backtesting.Backtesting):
    """It counts the orders that are not placed since the same one waits already, and what becomes of directions."""

    _before = None
    _directions = {}

    def handle_similar_order(self, trade, price, amount, side, current_time):
        similar = super().handle_similar_order(trade, price, amount, side, current_time)
        met[f"{side} orders that waited already"] += similar
        return similar

    def backtest_loop(self, row, pair, current_time, trade_dir, can_enter):
        again = self._before == (pair, current_time)
        self._before = (pair, current_time)
        inside = int(current_time.timestamp()) % (self.timeframe_min * 60) != 0
        if not inside:
            self._directions[pair] = trade_dir
        elif trade_dir:
            met[RETRIED] += not any(LocalTrade.bt_trades_open_pp[pair])
        elif self._directions.get(pair):
            met[EXPIRED] += 1
        count = _opened()
        closed = super().backtest_loop(row, pair, current_time, trade_dir, can_enter)
        met[REVERSED] += again and _opened() > count
        return closed


def _opened():
    return len(LocalTrade.bt_trades) + LocalTrade.bt_open_open_trade_count


def watch():
    """From here on FreqTrade counts, and a callback that raises ends the run."""
    backtesting.PairLocks = CountedLocks
    logging.getLogger("freqtrade.strategy.strategy_wrapper").addHandler(Raised())
