"""Prints where two runs part, with what both sides had there."""

import frames
import moment
import pandas
from candles import timeframe_minutes
from difference import CLOSE, EXACT, ORDER, TEXT

FIELDS = [*TEXT, "trade_duration", *EXACT, *CLOSE]


def show(parting, theirs, ours, their_frame, our_frame, data, config):
    """All of it; `config` has the timeframes and the wallet."""
    at = parting.at
    print(f"first difference: {parting.pair} at {date(at)}: {parting.words}")
    show_before(theirs.trades, at, parting.pair)
    show_trades(parting)
    show_orders(parting)
    print("\nthe wallet then")
    for name, trades in [("FreqTrade", theirs.trades), ("autoquant", ours.trades)]:
        show_wallet(name, trades, at, config["dry_run_wallet"])
    show_candles(parting.pair, at, their_frame, our_frame, config["timeframe"])
    for timeframe, kind in other_candles(config):
        show_stored(parting.pair, at, data, timeframe, kind, config["timeframe"])
    show_signals(parting.pair, at, their_frame, our_frame, config["timeframe"])


def date(milliseconds):
    return str(pandas.Timestamp(milliseconds, unit="ms", tz="UTC"))[:19]


def show_before(trades, at, pair):
    """All that ended before is the same on both sides."""
    trade = moment.before(trades, at, pair)
    print("\nthe trade before it" if trade else "\nno trade ended before it")
    if trade:
        names = ["pair", "open_date", "open_rate", "close_date", "close_rate", "amount", "leverage", "exit_reason", "profit_abs"]
        print("  " + ", ".join(f"{name} {trade[name]}" for name in names))


def show_trades(parting):
    theirs, ours = parting.theirs or {}, parting.ours or {}
    print(f"\n  {'the trade':<24} {'FreqTrade':<28} {'autoquant':<28}")
    for name in FIELDS:
        mark = "*" if name in parting.fields else " "
        print(f"{mark} {name:<24} {told(theirs.get(name)):<28} {told(ours.get(name)):<28}")


def show_orders(parting):
    for name, trade in [("FreqTrade", parting.theirs), ("autoquant", parting.ours)]:
        if not trade:
            continue
        print(f"\n  orders of {name}")
        for at, order in enumerate(trade["orders"]):
            differs = sorted(column or "all of it" for number, column in parting.orders if number == at)
            mark = "*" if differs else " "
            values = [date(order[column]) if column == "order_filled_timestamp" else told(order[column]) for column in ORDER[1:]]
            side = "entry" if order["ft_is_entry"] else "exit"
            print(f"{mark} {at} {side:<5} {values[0]:<4} filled {values[1]} amount {values[2]} at {values[3]} cost {values[4]} tag {values[5]}")


def show_wallet(name, trades, at, wallet):
    held = moment.open_then(trades, at)
    start = wallet if isinstance(wallet, (int, float)) else next(iter(wallet.values()))
    print(f"  {name}: {start} and {moment.earned_then(trades, at)} of ended trades; {len(held)} open before it")
    for trade in held:
        side = "short" if trade["is_short"] else "long"
        print(f"    {trade['pair']} {side} since {trade['open_date'][:19]}, stake {trade['stake_amount']}, leverage {trade['leverage']}")


def show_candles(pair, at, theirs, ours, timeframe):
    """Signals are acted on one candle later."""
    step = pandas.Timedelta(minutes=timeframe_minutes(timeframe))
    here = pandas.Timestamp(at, unit="ms", tz="UTC")
    print(f"\n{pair} {timeframe}, with the signals that each candle's row has: what acts on a candle is in the row before it")
    if theirs is None:
        print("  FreqTrade has no frame of it")
        return
    for when, row in theirs.loc[here - 4 * step : here + step].iterrows():
        mark = ">" if when <= here < when + step else " "
        prices = " ".join(f"{name[0]} {row[name]:.12g}" for name in frames.PRICES)
        one, other = frames.signals(theirs, when), frames.signals(ours, when)
        said = one if one == other else f"FreqTrade: {one}; autoquant: {other} *"
        print(f"{mark} {str(when)[:19]} {prices}  {said}")


def other_candles(config):
    kind = "" if config["trading_mode"] == "spot" else "futures"
    if config.get("timeframe_detail"):
        yield config["timeframe_detail"], kind
    if kind:
        yield "1h", "mark"
        yield "1h", "funding_rate"


def show_stored(pair, at, data, timeframe, kind, main):
    """The rows within the candle."""
    step = pandas.Timedelta(minutes=timeframe_minutes(main))
    start = pandas.Timestamp(at, unit="ms", tz="UTC").floor(step)
    rows = frames.stored(data, pair, timeframe, kind)
    title = f"\n{pair} {timeframe} {kind}".rstrip()
    if rows is None:
        print(f"{title}: there is no file")
        return
    rows = rows.loc[start : start + step - pandas.Timedelta(milliseconds=1)]
    print(f"{title} within that candle" + ("" if len(rows) else ": no row"))
    names = [name for name in frames.KINDS.get(kind, frames.PRICES) if name in rows]
    for when, row in rows.iterrows():
        print(f"  {str(when)[:23]} " + " ".join(f"{name} {row[name]:.12g}" for name in names))


def show_signals(pair, at, theirs, ours, timeframe):
    if theirs is None or ours is None:
        return
    step = pandas.Timedelta(minutes=timeframe_minutes(timeframe))
    until = pandas.Timestamp(at, unit="ms", tz="UTC").floor(step)
    other = frames.first_other_signal(theirs, ours, until)
    if other is None:
        print(f"\nup to there the signals of {pair} are the same on both sides")
        return
    print(f"\nthe signals of {pair} differ first in the row of {str(other)[:19]}")
    print(f"  FreqTrade: {frames.signals(theirs, other)}\n  autoquant: {frames.signals(ours, other)}")
    for name, one, two, equal in frames.same_columns(theirs, ours, other):
        print(f"{' ' if equal else '*'} {name:<24} {told(one):<28} {told(two):<28}")


def told(value):
    if value is None:
        return "-"
    return repr(float(value)) if hasattr(value, "dtype") else repr(value) if isinstance(value, float) else str(value)
