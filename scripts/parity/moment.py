"""Where two runs part: the earliest moment at which their trades are not the same."""

from dataclasses import dataclass, field

from difference import field_differences, order_differences

# What an open trade has from its first order on; other columns are settled when it ends.
AT_OPEN = {"pair", "open_date", "enter_tag", "is_short", "leverage", "fee_open", "initial_stop_loss_abs"}


@dataclass
class Parting:
    """The trade of either side, of which one may have none there."""

    at: int  # epoch milliseconds
    theirs: dict | None
    ours: dict | None
    fields: list = field(default_factory=list)
    orders: list = field(default_factory=list)  # (number, column)

    @property
    def pair(self):
        return (self.theirs or self.ours)["pair"]

    @property
    def words(self):
        if not (self.theirs and self.ours):
            return f"a trade that only {'FreqTrade' if self.theirs else 'autoquant'} has"
        return ", ".join([*self.fields, *(f"order {at} {name or 'is on one side only'}" for at, name in self.orders)])


def parting(theirs, ours):
    """The earliest one of two lists of trades, or None where they are the same."""
    one, other = _keyed(theirs), _keyed(ours)
    found = [_difference(one.get(key), other.get(key)) for key in one | other]
    return min(filter(None, found), key=lambda parting: parting.at, default=None)


def _keyed(trades):
    """By pair and open date; several of them there are counted."""
    keyed = {}
    for trade in trades:
        number = 0
        while (key := (trade["pair"], trade["open_timestamp"], number)) in keyed:
            number += 1
        keyed[key] = trade
    return keyed


def _difference(theirs, ours):
    if not (theirs and ours):
        return Parting((theirs or ours)["open_timestamp"], theirs, ours)
    fields = list(field_differences(theirs, ours))
    orders = list(order_differences(theirs["orders"], ours["orders"]))
    if not fields and not orders:
        return None
    if AT_OPEN & set(fields):
        at = theirs["open_timestamp"]
    elif orders:
        number = orders[0][0]
        at = min(trade["orders"][number]["order_filled_timestamp"] for trade in (theirs, ours) if number < len(trade["orders"]))
    else:
        at = min(theirs["close_timestamp"], ours["close_timestamp"])
    return Parting(at, theirs, ours, fields, orders)


def open_then(trades, at):
    return [trade for trade in trades if trade["open_timestamp"] < at <= trade["close_timestamp"]]


def earned_then(trades, at):
    return sum(trade["profit_abs"] for trade in trades if trade["close_timestamp"] < at)


def before(trades, at, pair):
    """The last trade that ended before, of that pair if there is one."""
    ended = [trade for trade in trades if trade["close_timestamp"] < at]
    ended = [trade for trade in ended if trade["pair"] == pair] or ended
    return max(ended, key=lambda trade: trade["close_timestamp"], default=None)
