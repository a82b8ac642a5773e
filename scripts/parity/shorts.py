"""Signals of shorts, and prices of orders that wait on the other side."""

import re

from formulas import Callback

TURNING = "entries of one side that are exits of the other"
MIRRORED = {"$low": "$high", "$high": "$low", "min(": "max(", "max(": "min("}
PRICES = ["custom_entry_price", "custom_exit_price", "adjust_order_price", "adjust_entry_price", "adjust_exit_price"]


def add_shorts(rng, case):
    """Signals of both sides, of shorts alone, or none of them although shorts are allowed."""
    case.settings["can_short"] = True
    shape = rng.random()
    if shape < 0.05:
        return
    for _ in range(rng.randint(1, 2)):
        case.short_entry.append((rng.choice([5, 7, 11, 16]), -rng.randint(1, 3), rng.choice(["", "one", "down"])))
    for _ in range(rng.randint(0, 2)):
        case.short_exit.append((rng.choice([6, 9, 13]), -rng.randint(1, 2), rng.choice(["", "cover"])))
    if shape < 0.2:
        case.entry.clear()
    elif shape < 0.55:
        # The signal of one side ends a trade of the other: it is turned on the same candle.
        case.exit[:] = [(divisor, rests, "") for divisor, rests, _ in case.short_entry]
        case.short_exit[:] = [(divisor, rests, "") for divisor, rests, _ in case.entry]
        case.features.add(TURNING)


def mirror_prices(case):
    """What waits below for a long waits above for a short."""
    for name in PRICES:
        callback = case.callbacks.get(name)
        if not callback:
            continue
        short = "$trade_is_short" if name == "custom_exit_price" else '$side == "short"'
        rules = []
        for condition, price in callback.rules:
            rules += [(f"{short} $and {condition}", mirrored(price)), (condition, price)]
        case.callbacks[name] = Callback(name, [*rules, (short, mirrored(callback.otherwise))], callback.otherwise)
        case.features.add("prices of shorts")


def mirrored(price):
    price = re.sub(r"\$low|\$high|min\(|max\(", lambda found: MIRRORED[found[0]], price)
    return re.sub(r"\* (\d\.\d+)", lambda found: f"* {round(2 - float(found[1]), 6)}", price)
