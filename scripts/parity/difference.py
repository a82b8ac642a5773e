"""The first thing in which two results differ."""

TEXT = ["pair", "open_date", "close_date", "exit_reason", "enter_tag"]
EXACT = [
    "is_short", "leverage",
    "open_rate", "close_rate", "amount", "stake_amount", "max_stake_amount", "fee_open", "fee_close", "min_rate", "max_rate",
    "stop_loss_abs", "initial_stop_loss_abs", "liquidation_price",
    "funding_fees",
]
CLOSE = ["profit_abs", "profit_ratio"]
ORDER = ["ft_is_entry", "ft_order_side", "order_filled_timestamp", "amount", "safe_price", "cost", "ft_order_tag"]
# Columns whose differences are known and passed over.
passed_over = set()


def difference(theirs, ours):
    """In words, or None."""
    if theirs.refused or ours.refused:
        same = theirs.refused and ours.refused
        return None if same else f"FreqTrade: {theirs.refused}\nautoquant: {ours.refused}"
    for at, (one, other) in enumerate(zip(theirs.trades, ours.trades)):
        name = trade_difference(one, other)
        if name:
            shown = lambda trade: {key: trade.get(key) for key in [*TEXT, *EXACT, *CLOSE, "orders"]}
            return f"trade {at}, {name}\nFreqTrade: {shown(one)}\nautoquant: {shown(other)}"
    if len(theirs.trades) != len(ours.trades):
        return f"FreqTrade has {len(theirs.trades)} trades, autoquant {len(ours.trades)}"
    for name, count in theirs.counters.items():
        if count != ours.counters[name]:
            return f"{name}: FreqTrade {count}, autoquant {ours.counters[name]}"
    if not close(theirs.final_balance, ours.final_balance, 1e-9):
        return f"final balance: FreqTrade {theirs.final_balance}, autoquant {ours.final_balance}"
    for name, balance in theirs.balances.items():
        other = ours.balances.get(name)
        if other is None or not close(balance, other, 1e-9):
            return f"{name}: FreqTrade {balance}, autoquant {other}"
    if theirs.locks != ours.locks:
        missing = [lock for lock in theirs.locks if lock not in ours.locks]
        more = [lock for lock in ours.locks if lock not in theirs.locks]
        return f"{len(theirs.locks)} locks, autoquant {len(ours.locks)}; only FreqTrade: {missing}\nonly autoquant: {more}"
    return None


def trade_difference(theirs, ours):
    """The first column in which two trades differ, or order and column."""
    for name in field_differences(theirs, ours):
        return name
    for at, name in order_differences(theirs["orders"], ours["orders"]):
        return f"order {at}, {name}" if name else "number of orders"
    return None


def field_differences(theirs, ours):
    """The columns in which two trades differ."""
    differing = [name for name in TEXT if (theirs[name] or "") != (ours[name] or "")]
    differing += [name for name in EXACT if theirs[name] != ours.get(name)]
    differing += [name for name in CLOSE if not close(theirs[name], ours[name], 1e-12)]
    yield from (name for name in differing if name not in passed_over)


def order_differences(theirs, ours):
    """Where and in which columns the orders of a trade differ; those that only one side has are without a column."""
    for at, (one, other) in enumerate(zip(theirs, ours)):
        yield from ((at, name) for name in ORDER if (one[name] or "") != (other[name] or ""))
    yield from ((at, None) for at in range(min(len(theirs), len(ours)), max(len(theirs), len(ours))))


def close(one, other, tolerance):
    return abs(one - other) <= tolerance * max(1.0, abs(one))
