"""Markets as an exchange tells FreqTrade of them, so that it needs no network."""


def market(pair, rules, max_leverage=None):
    """A market under the rules of `markets.json`: spot, or a perpetual where the pair says what it is settled in."""
    base, _, quotes = pair.partition("/")
    quote, _, settle = quotes.partition(":")
    futures = bool(settle)
    return {
        "id": base + quote, "symbol": pair, "base": base, "quote": quote, "active": True,
        "spot": not futures, "swap": futures, "future": False, "contract": futures, "linear": True if futures else None,
        "inverse": False if futures else None, "settle": settle or None, "type": "swap" if futures else "spot",
        "contractSize": rules["contract_size"] if futures else None,
        "maker": rules["maker"], "taker": rules["taker"], "info": {},
        "precision": {"price": rules["price_tick"], "amount": rules["amount_step"]},
        "limits": {
            "amount": {"min": rules["min_amount"], "max": rules["max_amount"]},
            "cost": {"min": rules["min_cost"], "max": rules["max_cost"]},
            "price": {"min": None, "max": None}, "leverage": {"min": None, "max": max_leverage},
        },
    }
