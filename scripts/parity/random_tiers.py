"""Random leverage tiers, so small that the positions of cases are in several of them."""

RATES = [0.004, 0.0065, 0.01, 0.02, 0.025, 0.05, 0.1, 0.125]
BOUNDS = [150, 300, 500, 1000, 2500, 6000, 20000, 100000]
ENOUGH = 10_000_000.0


def make_tiers(rng, scarce):
    """Rows as `leverage_tiers.json` has them; with few `scarce` ones the largest stakes are beyond the last."""
    count = rng.randint(1, 5)
    rates = sorted(rng.sample(RATES, count))
    end = rng.choice([2400, 9000]) if scarce else ENOUGH
    bounds = sorted(bound for bound in rng.sample(BOUNDS, count - 1) if bound < end)
    tiers, low, cum, before = [], 0.0, 0.0, None
    for rate, high in zip(rates, [*bounds, end]):
        cum += low * (rate - before) if before is not None else 0.0
        largest = float(min(125, int(1 / rate) // rng.choice([1, 2])))
        if tiers:
            largest = min(largest, tiers[-1]["maxLeverage"])
        tiers.append({
            "minNotional": low, "maxNotional": float(high), "maintenanceMarginRate": rate, "maxLeverage": largest,
            "cum": round(cum, 8),
        })
        low, before = float(high), rate
    return tiers
