"""What the cases had, and what came of it: a feature without an effect compares nothing."""

from collections import Counter

from candles import timeframe_minutes
from counted import EXPIRED, RETRIED, REVERSED
from positions import AFTER_FILLS
from result import COUNTERS

GREW = "trades that grew on a later candle"
LATE = "trades whose entry filled on a later candle"
BESIDE = "trades that entered beside the open"
RENAMED = "trades whose reason is not their last order's"
REDUCED = "trades that a reduction closed"
TAGGED = "trades with a tag of an adjustment"
HIGHER = "trades stopped as trailing by adding higher"
OVERLAP = "trades that overlap one of their pair"
REFUSED = "cases that FreqTrade refuses"
ADDED = "orders that add to a position"
PARTIAL = "orders that reduce a position"
EVEN = "trades in parts that came out even"
AGAIN = "trades that grew later and have a stop after fills"
SHORT = "trades that are short"
LEVERAGED = "trades with leverage"
LIQUIDATED = "trades that were liquidated"
PAID = "trades that paid funding"
RECEIVED = "trades that received funding"
INSIDE = "trades that entered inside a candle"
ENDED_INSIDE = "trades that ended inside a candle"
NEGATIVE = "trades that ended before they began"
DETAIL = [INSIDE, ENDED_INSIDE, NEGATIVE, EXPIRED, RETRIED]
FUTURES = [SHORT, LEVERAGED, LIQUIDATED, PAID, RECEIVED, REVERSED]
SAME = ["buy orders that waited already", "sell orders that waited already"]
EFFECTS = [GREW, LATE, BESIDE, RENAMED, REDUCED, TAGGED, HIGHER, OVERLAP, REFUSED, ADDED, PARTIAL, EVEN, AGAIN, *SAME, *FUTURES, *DETAIL]


class Coverage:
    """Counts over all cases of a run, by FreqTrade's results."""

    def __init__(self):
        self.trades = self.empty = 0
        self.cases = Counter()  # by feature
        self.effects = Counter(dict.fromkeys(EFFECTS, 0))  # what is not seen is told as 0

    def add(self, case, result):
        self.cases["all"] += 1
        self.cases["without any of these" if not case.features else "with some"] += 1
        self.cases.update(case.features)
        self.trades += len(result.trades)
        self.empty += not result.trades
        if result.refused:
            self.effects[REFUSED] += 1
            return
        for name in COUNTERS:
            self.effects[name] += result.counters[name]
        self.effects.update(result.met)
        self.effects.update(f"locks: {lock_kind(reason)}" for reason in result.lock_reasons)
        self.effects.update(kind for one in result.locks for kind in lock_effects(*one))
        opens = {pair: {row[0]: row[1] for row in rows} for pair, rows in case.candles.items()}
        for pair, rows in case.detail.items():
            opens[pair] |= {row[0]: row[1] for row in rows}
        for trade in result.trades:
            self.effects.update(trade_effects(case, trade, opens[trade["pair"]]))
        self.effects[OVERLAP] += overlaps(result.trades)

    def table(self):
        lines = []
        for title, counts in [("cases", self.cases), ("effects", self.effects)]:
            lines.append(f"{title}:")
            lines += [f"  {count:8} {name}" for name, count in sorted(counts.items(), key=lambda item: item[0])]
        return "\n".join(lines)


def lock_kind(reason):
    """Which protection it was, by how FreqTrade's reasons begin."""
    kinds = {"Cooldown": "CooldownPeriod", "stoplosses": "StoplossGuard", "passed": "MaxDrawdown", "<": "LowProfitPairs"}
    return next((kind for word, kind in kinds.items() if reason and word in reason.split()), "by the strategy")


def lock_effects(pair, _, side, reason):
    """What a strategy said of its lock."""
    if reason:
        yield "locks: with a reason"
        yield f"locks: with a reason, of the side {side}"
        if pair == "*":
            yield "locks: with a reason, of all pairs"


def trade_effects(case, trade, opens):
    """What is to be seen on a trade, each once."""
    yield "trades"
    yield from futures_effects(case, trade)
    yield from detail_effects(case, trade)
    entries = [order for order in trade["orders"] if order["ft_is_entry"]]
    exits = [order for order in trade["orders"] if not order["ft_is_entry"]]
    yield from ["orders"] * len(trade["orders"])
    yield from [ADDED] * (len(entries) - 1)
    yield from [PARTIAL] * (len(exits) - 1)
    first, last = entries[0], exits[-1]
    if first["order_filled_timestamp"] > trade["open_timestamp"]:
        yield LATE
    if first["safe_price"] != opens.get(first["order_filled_timestamp"]):
        yield BESIDE
    if last["ft_order_tag"] != trade["exit_reason"]:
        yield RENAMED
    if trade["exit_reason"] in ("more", "less", "partial_exit"):
        yield REDUCED
    if any(order["ft_order_tag"] in ("more", "less") for order in trade["orders"]):
        yield TAGGED
    if max(order["order_filled_timestamp"] for order in entries) > first["order_filled_timestamp"]:
        yield GREW
        if AFTER_FILLS in case.features:
            yield AGAIN
    if len(trade["orders"]) > 2 and trade["profit_abs"] == 0.0:
        yield EVEN
    moves = case.settings.get("trailing_stop") or "custom_stoploss" in case.callbacks
    if trade["exit_reason"] == "trailing_stop_loss" and not moves:
        yield HIGHER


def futures_effects(case, trade):
    if trade["is_short"]:
        yield SHORT
    if trade["leverage"] > 1.0:
        yield LEVERAGED
    if trade["exit_reason"] == "liquidation":
        yield LIQUIDATED
        yield f"{LIQUIDATED}, {'short' if trade['is_short'] else 'long'}"
        yield f"{LIQUIDATED} on {case.config['exchange']['name']}"
    if trade["funding_fees"]:
        yield PAID if trade["funding_fees"] < 0.0 else RECEIVED


def detail_effects(case, trade):
    candle = timeframe_minutes(case.timeframe) * 60_000
    if trade["orders"][0]["order_filled_timestamp"] % candle:
        yield INSIDE
    if trade["close_timestamp"] % candle:
        yield ENDED_INSIDE
    if trade["close_timestamp"] < trade["open_timestamp"]:
        yield NEGATIVE


def overlaps(trades):
    count = 0
    latest = {}
    for trade in sorted(trades, key=lambda trade: trade["open_timestamp"]):
        count += trade["open_timestamp"] < latest.get(trade["pair"], 0)
        latest[trade["pair"]] = max(latest.get(trade["pair"], 0), trade["close_timestamp"])
    return count
