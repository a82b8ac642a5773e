"""An exchange that answers as Binance does: candles, mark prices, funding rates, rules."""

import json
from bisect import bisect_left
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlsplit

from candles import FUTURES, INTERVALS, SPOT, after, candle_rows, funding_rows


class Refusal(Exception):
    """What is wrong with a question."""

    def __init__(self, code, message):
        super().__init__(message)
        self.body = {"code": code, "msg": message}


class Exchange:
    """A server on this machine. It knows nothing later than `clock` (epoch milliseconds)."""

    def __init__(self, clock):
        self.clock = clock
        self.questions = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path, query):
        """The body of an answer; None where there is nothing."""
        self.questions.append((path, query))
        match path:
            case "/api/v3/klines":
                return self._candles(SPOT, query, 1_000)
            case "/fapi/v1/klines":
                return self._candles(FUTURES, query, 1_500)
            case "/fapi/v1/markPriceKlines":
                return self._candles(FUTURES, query, 1_500, is_mark=True)
            case "/fapi/v1/fundingRate":
                return self._funding(query)
            case "/api/v3/exchangeInfo":
                symbols = [_symbol(SPOT, query)] if "symbol" in query else SPOT.values()
                return self._rules(symbols, 6_000)
            case "/fapi/v1/exchangeInfo":
                return self._rules(FUTURES.values(), 2_400)
        return None

    def _candles(self, markets, query, most, is_mark=False):
        symbol, interval = _symbol(markets, query), query.get("interval")
        if interval not in INTERVALS:
            raise Refusal(-1120, "Invalid interval.")
        rows = _page(candle_rows(symbol, interval, is_mark), query, most, self.clock)
        return [kline(symbol, interval, row, self.clock) for row in rows]

    def _funding(self, query):
        symbol = _symbol(FUTURES, query)
        rows = _page(funding_rows(symbol), query, 1_000, self.clock)
        return [funding_rate(symbol, row) for row in rows]

    def _rules(self, symbols, weight):
        limit = {"rateLimitType": "REQUEST_WEIGHT", "interval": "MINUTE", "intervalNum": 1}
        return {
            "timezone": "UTC",
            "serverTime": self.clock,
            "rateLimits": [limit | {"limit": weight}],
            "symbols": [_rules_of(symbol) for symbol in symbols],
        }


def _page(rows, query, most, clock):
    """The first rows of a stretch of time, or its last ones where no beginning is named."""
    end = min(int(query.get("endTime", clock)), clock)
    limit = min(int(query.get("limit", 500)), most)
    behind = bisect_left(rows, (end + 1,))
    if "startTime" not in query:
        return rows[max(0, behind - limit) : behind]
    first = bisect_left(rows, (int(query["startTime"]),))
    return rows[first : min(first + limit, behind)]


def kline(symbol, interval, candle, clock):
    """A candle as a list of twelve. One that is not over has its first trade alone."""
    opened, *prices, volume = candle
    end = after(interval, opened)
    if end > clock:
        prices, volume = [prices[0]] * 4, min(volume, 1)
    texts = [_decimal(price, symbol.places) for price in prices]
    amount, quote = _decimal(volume, 5), _decimal(volume * prices[3], 5 + symbol.places)
    return [opened, *texts, amount, end - 1, quote, int(volume > 0), amount, quote, "0"]


def funding_rate(symbol, row):
    """A funding rate as an object."""
    time, rate = row
    return {
        "symbol": symbol.name,
        "fundingTime": time,
        "fundingRate": _decimal(rate, 8),
        "markPrice": "",
    }


def _decimal(units, places):
    return f"{units / 10**places:.8f}"


def _symbol(markets, query):
    symbol = markets.get(query.get("symbol"))
    if symbol is None:
        raise Refusal(-1121, "Invalid symbol.")
    return symbol


def _rules_of(symbol):
    tick, step = _decimal(1, symbol.places), "0.00001000"
    notional = {"filterType": "NOTIONAL", "minNotional": "5.00000000", "maxNotional": "9000000"}
    if ":" in symbol.pair:
        notional = {"filterType": "MIN_NOTIONAL", "notional": "5"}
    price = {"filterType": "PRICE_FILTER", "tickSize": tick, "minPrice": tick, "maxPrice": "900000"}
    amount = {"filterType": "LOT_SIZE", "stepSize": step, "minQty": step, "maxQty": "9000.00"}
    return {
        "symbol": symbol.name,
        "status": "TRADING",
        "baseAsset": symbol.name.removesuffix("USDT"),
        "quoteAsset": "USDT",
        "filters": [price, amount, notional],
    }


def _handler(exchange):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self):
            url = urlsplit(self.path)
            try:
                body = exchange.answer(url.path, dict(parse_qsl(url.query)))
                status = 404 if body is None else 200
            except Refusal as refusal:
                status, body = 400, refusal.body
            text = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def date_time_string(self, timestamp=None):
            return formatdate(exchange.clock / 1000, usegmt=True)

        def log_message(self, *_):
            pass

    return Handler
