"""autoquant: a workspace of its own, and commands in it."""

import json
import os
import shutil
import subprocess

from files import FUTURES_FILES, SPOT_FILES, TIMERANGE
from table import Difference


class Workspace:
    """A workspace whose candles come from an exchange on this machine."""

    def __init__(self, binary, folder, market):
        self.binary = binary
        self.folder = folder
        self.market = market
        self.data = folder / "user_data/data/binance"
        # What the last command said beside its results.
        self.said = ""

    @classmethod
    def new(cls, binary, folder, market, url):
        """Makes one of the spot or the futures market."""
        workspace = cls(binary, folder, market)
        subprocess.run([binary, "init", str(folder), "--quiet"], check=True, capture_output=True)
        config = _config(market, workspace.files, url)
        (folder / "config.json").write_text(json.dumps(config, indent=2))
        return workspace

    def copy(self, folder):
        """The same in another place."""
        shutil.copytree(self.folder, folder)
        return Workspace(self.binary, folder, self.market)

    @property
    def files(self):
        return SPOT_FILES if self.market == "spot" else FUTURES_FILES

    def run(self, *command, code=0):
        """What a command prints; its exit code must be the one that is expected."""
        command = [str(self.binary), "-C", str(self.folder), *command]
        direct = os.environ | {"NO_PROXY": "127.0.0.1"}
        done = subprocess.run(command, capture_output=True, env=direct, check=False)
        self.said = done.stderr.decode()
        if done.returncode != code:
            words = (self.said + done.stdout.decode()).strip()
            raise Difference(f"`{' '.join(command[3:])}` ended with {done.returncode}: {words}")
        return done.stdout

    def json(self, *command, code=0):
        """The document of a command."""
        return json.loads(self.run(*command, "--json", "--quiet", code=code))

    def show(self, file):
        """What `data show` says of a file."""
        kind = ["--candle-type", file.kind]
        (shown,) = self.json("data", "show", file.pair, file.timeframe, *kind)["files"]
        return shown


def _config(market, files, url):
    pairs = list(dict.fromkeys(file.pair for file in files))
    timeframes = [file.timeframe for file in files if file.kind in ("spot", "futures")]
    config = {
        "max_open_trades": 3,
        "stake_currency": "USDT",
        "stake_amount": "unlimited",
        "dry_run_wallet": 10_000,
        "timerange": TIMERANGE,
        "fee": 0.001,
        "trading_mode": market,
        "exchange": {"name": "binance", "pair_whitelist": pairs},
        "autoquant": {
            "timeframes": list(dict.fromkeys(timeframes)),
            "download": {"source": "api", "spot_url": url, "futures_url": url, "archive_url": ""},
        },
    }
    if market == "futures":
        config["margin_mode"] = "isolated"
    return config
