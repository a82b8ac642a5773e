"""Our kernels, in a process of their own, and TA-Lib's functions by the same names."""
import json
import os
import subprocess
import tempfile

import numpy as np
import talib

COLUMNS = ["open", "high", "low", "close", "volume", "periods"]


class Refused(Exception):
    """A function or its parameters are not taken."""


class Kernels:
    """The process; see benches/kernels.rs."""

    def __init__(self, path):
        self.process = subprocess.Popen(
            [path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.folder = tempfile.TemporaryDirectory()
        self.file = os.path.join(self.folder.name, "columns")
        functions = json.loads(self.ask("functions"))
        self.functions = {one["name"]: one for one in functions if one["module"] == "ta"}
        self.candles = None

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().rstrip("\n")
        if answer.startswith("error: ") or not answer:
            raise Refused(answer or "the process has ended")
        return answer

    def load(self, candles):
        """Takes the columns that all that follows is computed on."""
        self.candles = candles
        np.concatenate([candles[name] for name in COLUMNS]).astype("<f8").tofile(self.file)
        self.ask(f"columns {self.file} {len(candles['close'])}")

    def time(self, name, parameters):
        """Nanoseconds of one computation."""
        return int(self.ask(f"time ta {name} {written(parameters)}"))

    def values(self, name, parameters):
        """The outputs."""
        self.ask(f"values {self.file}.out ta {name} {written(parameters)}")
        values = np.fromfile(self.file + ".out", dtype="<f8")
        return values.reshape(len(self.functions[name]["outputs"]), -1)


def written(parameters):
    return " ".join(repr(float(value)) for value in parameters)


def talib_call(function, candles, parameters):
    """What TA-Lib's Python package gives: a function without arguments."""
    columns = [np.ascontiguousarray(candles[name]) for name in function["inputs"]]
    named = {
        one["name"]: float(value) if one["is_real"] else int(value)
        for one, value in zip(function["parameters"], parameters)
    }
    called = getattr(talib, function["name"])
    return lambda: called(*columns, **named)


def defaults(function):
    return [one["default"] for one in function["parameters"]]
