"""Random sizes: positions that grow and shrink, several trades of a pair, and the money that there is for them."""

from callbacks import make_callback
from formulas import Callback, every

ADDITIONS = [
    ("$profit < -0.01 $and $entries < 4", "$first_stake"),
    ("$profit < -0.02 $and $entries < 3", "$stake * 0.5"),
    ("$profit > 0.003 $and $entries < 4", "$first_stake * 0.6"),
    ("$profit > 0.01 $and $entries < 3", "$max_stake * 0.1"),
    ("$entries < 5", "60.0"),
    ("$entries < 4", "$min_stake * 0.8"),  # is raised to the minimum
    ("$entries < 4", "$min_stake * 0.5"),  # is too small
    ("$entries < 2", "$max_stake * 2.0"),  # is lowered to what there is
]
REDUCTIONS = [
    ("$profit > 0.005 $and $exits < 3", "-($stake * 0.4)"),
    ("$profit < -0.01 $and $exits < 2", "-($stake * 0.25)"),
    ("$exits < 4", "-($first_stake / 3.0)"),
    ("$exits < 2", "-($stake * 0.97)"),  # leaves too little
    ("$profit > -0.5", "-$stake"),  # sells everything, or a step less
    ("$profit > 0.0", "-($stake * 2.0)"),  # is above the position
    ("$profit > -0.5", "-0.0000001"),  # is no amount
]
TAGS = ["more", "less", ""]
AFTER_FILLS = "a stop after the fills of additions that wait"


def add_positions(rng, case):
    draw = rng.random()
    if draw < 0.75:
        add_adjustment(rng, case)
    if draw > 0.6:
        add_stacking(rng, case)


def add_stacking(rng, case):
    case.config |= {"position_stacking": True, "max_open_trades": rng.choice([2, 4, 7])}
    if case.config["stake_amount"] != "unlimited" and rng.random() < 0.5:
        case.config |= {"max_open_trades": -1, "stake_amount": rng.choice([60, 150.5])}
    case.features.add("position_stacking")


def add_adjustment(rng, case):
    # An unlimited stake leaves nothing to add.
    if rng.random() < 0.75:
        case.config["stake_amount"] = rng.choice([50, 100, 180.25])
    shape = rng.random()
    if shape < 0.25:
        return add_pyramid(rng, case)
    if shape < 0.4:
        add_ladder(rng, case)
        if rng.random() < 0.5:
            add_stop_after_fills(rng, case)
        return
    if shape < 0.5:
        return add_opposites(rng, case)
    rules = []
    for table in [ADDITIONS, REDUCTIONS]:
        for condition, value in rng.sample(table, rng.randint(0 if rules else 1, 2)):
            if rng.random() < 0.35:
                value = f'${{open}}{value}, "{rng.choice(TAGS)}"${{shut}}'
            often = condition if rng.random() < 0.25 else f"{every(rng, (2, 3, 4, 6))} $and {condition}"
            rules.append((often, value))
    rng.shuffle(rules)
    add_rules(rng, case, rules)


def add_pyramid(rng, case):
    """Only winners grow, and nothing else moves the stop: that alone marks it as moved."""
    for name in [name for name in case.settings if name.startswith("trailing")]:
        del case.settings[name]
    case.callbacks.pop("custom_stoploss", None)
    case.settings |= {"stoploss": -rng.choice([0.02, 0.035, 0.06]), "minimal_roi": {"0": rng.choice([0.06, 0.2])}}
    rules = [(f"$profit > {rng.choice([0.0, 0.004, 0.01])} $and $entries < 4", rng.choice(["$first_stake", "$stake * 0.7"]))]
    add_rules(rng, case, rules)


def add_ladder(rng, case):
    """An order below waits for the price, and is asked for on each candle again."""
    case.add(Callback("custom_entry_price", [("$new", "$rate")], f"$open_rate * {rng.choice([0.97, 0.985, 0.995])}"))
    amount = rng.choice(["60.0", "$first_stake", '${open}60.0, "more"${shut}'])
    case.settings["stoploss"] = min(case.settings["stoploss"], -0.1)
    add_rules(rng, case, [(f"$entries < {rng.randint(2, 5)}", amount)])


def add_stop_after_fills(rng, case):
    """The stop is asked for after the fills of additions that have waited."""
    numbers = {"level": rng.choice([-0.01, 0.0, 0.01]), "base": rng.choice([0.02, 0.04, 0.08])}
    stop = make_callback("custom_stoploss", rng.choice([3, 5, 7]), 0, **numbers, minutes=0, after_fill=True)
    case.callbacks["custom_stoploss"] = stop
    case.features.add(AFTER_FILLS)


def add_opposites(rng, case):
    """What is added is taken out again, without a fee: where the price is the same, nothing is earned or lost."""
    case.config["fee"] = 0.0
    case.features.add("fee 0 and equal and opposite parts")
    reduction = rng.choice(["-$first_stake", "-($stake * 0.5)"])
    rules = [("$entries > $exits + 1", reduction), (f"$entries < 4 $and {every(rng, (1, 2, 3))}", "$first_stake")]
    add_rules(rng, case, rules)


def add_rules(rng, case, rules):
    case.add(Callback("adjust_trade_position", rules, rng.choice(["$none", "0.0"])))
    case.set(rng, "position_adjustment_enable", lambda: True)
    if rng.random() < 0.6:
        case.set(rng, "max_entry_position_adjustment", lambda: rng.choice([-1, 0, 1, 2, 3]))


def add_stakes(rng, case):
    """Less or more capital than the wallet has, and a last stake that is smaller than the others."""
    config = case.config
    if rng.random() < 0.6:
        config["available_capital"] = rng.choice([310.5, 640, 995.25, 2500])
        case.features.add("available_capital")
    if rng.random() < 0.6:
        config["amend_last_stake_amount"] = True
        config["last_stake_amount_min_ratio"] = rng.choice([0.0, 0.1, 0.5, 0.8, 1.0])
        case.features.add("last_stake_amount_min_ratio")
