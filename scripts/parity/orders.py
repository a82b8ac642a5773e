"""Random orders: their types, their prices, how long they wait, and what becomes of those that wait."""

from formulas import Callback, every

# A price that the candle may not reach, or that is bounded by it; nothing keeps the proposed one.
ENTRY_PRICES = [
    "$rate * 0.998", "$rate * 0.995", "$rate * 0.99", "$close * 0.997", "$low", "($rate + $low) / 2.0",
    "min($rate, $last_open) * 0.999", "$close * 1.002", "$high", "$rate * 1.01", "$rate", "$none",
]
EXIT_PRICES = [
    "$rate * 1.002", "$rate * 1.005", "$rate * 1.012", "$close * 1.003", "$high", "($rate + $high) / 2.0",
    "max($rate, $last_open) * 1.001", "$open_rate * 1.015", "$rate * 0.99", "$low", "$rate", "$none",
]
# So many of them are mostly out of the candle.
WAITING = {"entry": 7, "exit": 8}
# Of a price that is asked for again while the order waits: nothing cancels it, the old one keeps it.
NEW_PRICES = {
    "entry": ["$rate * 0.998", "$rate * 0.995", "$rate", "$close * 0.999", "$order_rate * 1.002", "$high", "$none", "$none"],
    "exit": ["$rate * 1.003", "$rate", "$close * 1.001", "$order_rate * 0.997", "$open_rate * 1.001", "$none"],
}


def add_orders(rng, case, minutes):
    """Orders that wait, of one side or both; then what ends or changes their waiting."""
    sides = rng.choice([["entry"], ["exit"], ["entry", "exit"]])
    for side in ["entry", "exit"]:
        if side in sides or rng.random() < 0.3:
            add_price(rng, case, side, side in sides)
    if "exit" in sides:
        ask_for_exits(rng, case)
    if rng.random() < 0.2:
        add_types(rng, case)
    adjusts = rng.random() < 0.6
    if adjusts:
        add_adjustments(rng, case, sides)
    if rng.random() < 0.6:
        add_timeout(rng, case, minutes, adjusts)
    for side in sides:
        if rng.random() < 0.35:
            add_check(rng, case, side, minutes)


def ask_for_exits(rng, case):
    """Only exits by a signal, a callback or an adjustment have a price of one's own."""
    case.settings |= {"use_exit_signal": True, "exit_profit_only": False}
    case.settings["stoploss"] = min(case.settings["stoploss"], -rng.choice([0.02, 0.05, 0.1]))
    if rng.random() < 0.5:
        case.settings["minimal_roi"] = {}
    if not case.exit:
        case.exit.append((rng.choice([5, 8]), rng.randint(1, 2), rng.choice(["", "out"])))


def add_price(rng, case, side, waits):
    """Where it `waits`, most prices are out of the candle."""
    if side == "entry":
        name, prices, conditions = "custom_entry_price", ENTRY_PRICES, ['$entry_tag == "one"']
    else:
        name, prices, conditions = "custom_exit_price", EXIT_PRICES, ['$exit_tag == "exit_signal"', "$profit > 0.01"]
        if waits and rng.random() < 0.3:
            # The same order, for another reason: it is not placed again.
            case.exit += [(3, 1, "again"), (4, 1, "still")]
            return case.add(Callback(name, [], f"$open_rate * {rng.choice([1.004, 1.01, 1.03])}"))
    if side == "entry" and rng.random() < 0.2:
        return case.add(Callback(name, [("$new", rng.choice(prices[:-1]))], f"$open_rate * {rng.choice([0.97, 0.99, 1.01])}"))
    conditions += [every(rng), every(rng)]
    rules = [(rng.choice(conditions), rng.choice(prices)) for _ in range(rng.randint(0, 2))]
    case.add(Callback(name, rules, rng.choice(prices[: WAITING[side]] if waits else prices)))


def add_types(rng, case):
    draw = lambda: {
        "entry": rng.choice(["limit", "limit", "market"]), "exit": rng.choice(["limit", "limit", "market"]),
        "stoploss": "market", "stoploss_on_exchange": False,
    }
    case.set(rng, "order_types", draw)


def add_timeout(rng, case, minutes, adjusts):
    """Where prices are adjusted, an order is given the candles for it."""
    def draw():
        timeout = {"unit": rng.choice(["minutes", "seconds"])}
        each = 60 if timeout["unit"] == "seconds" else 1
        for side in rng.choice([["entry", "exit"], ["entry", "exit"], ["entry"], ["exit"]]):
            candles = rng.choice([3, 6, 12] if adjusts else [1, 1, 2, 3, 6])
            timeout[side] = each * max(candles * minutes + rng.choice([0, 0, -10, 1]), 1)
        return timeout

    case.set(rng, "unfilledtimeout", draw)


def add_check(rng, case, side, minutes):
    ages = [f"$age >= {minutes * rng.randint(1, 5)}", f"$age > {minutes * 2} $and {every(rng)}"]
    rules = [(every(rng), "$true")] if rng.random() < 0.4 else []
    case.add(Callback(f"check_{side}_timeout", rules, rng.choice([*ages, every(rng)])))


def add_adjustments(rng, case, sides):
    """One function for all orders, or one for each kind; FreqTrade refuses a strategy that has both."""
    rules = {side: [(every(rng), rng.choice(NEW_PRICES[side])) for _ in range(rng.randint(1, 2))] for side in sides}
    if rng.random() < 0.5:
        is_side = {"entry": "$is_entry", "exit": "$not $is_entry"}
        every_rule = [(f"{is_side[side]} $and {when}", price) for side in sides for when, price in rules[side]]
        rng.shuffle(every_rule)
        case.add(Callback("adjust_order_price", every_rule + patience(rng), "$order_rate"))
        if rng.random() < 0.95:
            return
    for side in sides:
        case.add(Callback(f"adjust_{side}_price", rules[side] + patience(rng), "$order_rate"))


def patience(rng):
    return [(f"$age > {rng.choice([120, 240, 480])}", "$none")] if rng.random() < 0.6 else []
