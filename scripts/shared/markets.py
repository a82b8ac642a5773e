"""Markets as an exchange tells FreqTrade of them, so that it needs no network."""


def market(pair, rules):
    """A spot market under the rules of `markets.json`."""
    base, quote = pair.split("/")
    return {
        "id": base + quote, "symbol": pair, "base": base, "quote": quote, "active": True,
        "spot": True, "swap": False, "future": False, "linear": None, "type": "spot", "contractSize": None,
        "maker": rules["maker"], "taker": rules["taker"], "info": {},
        "precision": {"price": rules["price_tick"], "amount": rules["amount_step"]},
        "limits": {
            "amount": {"min": rules["min_amount"], "max": rules["max_amount"]},
            "cost": {"min": rules["min_cost"], "max": rules["max_cost"]},
            "price": {"min": None, "max": None}, "leverage": {"min": None, "max": None},
        },
    }
