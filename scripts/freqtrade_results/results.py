"""A folder of results, and what is in a zip of it."""

import io
import json
import zipfile

import joblib
import pandas


class Result:
    """One zip."""

    def __init__(self, path):
        self.path = path
        self.zip = zipfile.ZipFile(path)
        self.document = json.loads(self.bytes(".json"))
        self.meta = json.loads(path.with_name(f"{path.stem}.meta.json").read_text())

    @property
    def strategies(self):
        return list(self.document["strategy"])

    def bytes(self, end):
        return self.zip.read(f"{self.path.stem}{end}")

    def feather(self, end):
        return pandas.read_feather(io.BytesIO(self.bytes(f"_{end}.feather")))

    def candles(self, name):
        """The data frames of `signals`, `rejected` or `exited`, by strategy and pair."""
        return joblib.load(io.BytesIO(self.bytes(f"_{name}.pkl")))


def results(workspace):
    """All results of a workspace, the oldest first."""
    paths = sorted((workspace / "user_data/backtest_results").glob("*.zip"))
    return [Result(path) for path in paths]
