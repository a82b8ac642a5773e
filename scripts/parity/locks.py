"""Random protections, and strategies that lock a pair themselves."""

from formulas import Callback, every
from result import LOCK_REASONS


def add_locks(rng, case):
    draw = rng.random()
    if draw < 0.75:
        add_protections(rng, case)
    if draw > 0.55:
        name = rng.choice(["order_filled", "bot_loop_start"])
        case.add((order_filled if name == "order_filled" else bot_loop_start)(rng, case))


def order_filled(rng, case):
    sides = rng.sample(["$is_entry", "$not $is_entry"], rng.randint(1, 2))
    rules = [(f"{side} $and {every(rng)}", lock(rng, case, "$pair")) for side in sides]
    return Callback("order_filled", rules, effect=True)


def bot_loop_start(rng, case):
    pairs = case.config["exchange"]["pair_whitelist"]
    rules = []
    for _ in range(rng.randint(1, 2)):
        when = rng.choice(["$hour % 12 == 4", "$hour == 8", "$day % 3 == 1 $and $hour == 0", "$day == 20 $and $hour == 12"])
        rules.append((when, lock(rng, case, f'"{rng.choice(pairs)}"')))
    return Callback("bot_loop_start", rules, effect=True)


def lock(rng, case, pair):
    """Of a pair or of all, with a reason and a side or without; those of shorts hold nothing back here."""
    if rng.random() < 0.25:
        pair = '"*"'
        case.features.add("lock_pair of all pairs")
    arguments = [pair, f"$now + ${{minutes}}{minutes(rng)})"]
    if rng.random() < 0.6:
        arguments.append(f'"{rng.choice(LOCK_REASONS)}"')
        case.features.add("lock_pair with a reason")
        if rng.random() < 0.7:
            side = rng.choice(["long", "short", "*"])
            arguments.append(f'"{side}"')
            case.features.add(f"lock_pair of the side {side}")
    return f"$lock({', '.join(arguments)})"


def minutes(rng):
    return rng.choice([1, 60, 90, 180, 600, 1440])


def add_protections(rng, case):
    methods = ["CooldownPeriod", "StoplossGuard", "LowProfitPairs", "MaxDrawdown"]
    case.settings["protections"] = [make_protection(rng, rng.choice(methods)) for _ in range(rng.randint(1, 3))]
    case.config["enable_protections"] = rng.random() < 0.85
    if case.config["enable_protections"] and rng.random() < 0.03:
        case.settings["protections"][0] |= {"stop_duration": 60, "stop_duration_candles": 2}  # is refused
    if case.config["enable_protections"]:
        case.features |= {entry["method"] for entry in case.settings["protections"]}
        if any("unlock_at" in entry for entry in case.settings["protections"]):
            case.features.add("protections with unlock_at")
    else:
        case.features.add("protections that are off")


def make_protection(rng, method):
    sometimes = lambda: rng.random() < 0.6
    made = {"method": method}
    made |= rng.choice([
        {"stop_duration_candles": rng.choice([0, 1, 2, 5, 12])}, {"stop_duration": rng.choice([5, 60, 90, 400])},
        {"unlock_at": rng.choice(["00:00", "07:30", "12:00", "18:45"])}, {},
    ])
    made |= rng.choice([
        {"lookback_period_candles": rng.choice([1, 3, 12, 48])}, {"lookback_period": rng.choice([30, 180, 720, 3000])},
        {"lookback_period_candles": rng.choice([24, 96, 200])}, {},
    ])
    if method != "CooldownPeriod" and sometimes():
        made["trade_limit"] = rng.choice([1, 2, 3, 6])
    if method in ("StoplossGuard", "LowProfitPairs"):
        if sometimes():
            made["required_profit"] = rng.choice([0.0, 0.01, 0.03, -0.01, -0.02])
        if sometimes():
            made["only_per_side"] = rng.random() < 0.7
    if method == "StoplossGuard" and sometimes():
        made["only_per_pair"] = rng.random() < 0.7
    if method == "MaxDrawdown":
        if sometimes():
            made["max_allowed_drawdown"] = rng.choice([0.0, 0.005, 0.02, 0.1])
        if sometimes():
            made["calculation_mode"] = rng.choice(["ratios", "equity", "equity"])
    return made
