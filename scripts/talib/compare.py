"""Values of ours and TA-Lib's on random candles; see scripts/compare_talib.sh."""
import argparse
import sys

import numpy as np

from candles import strange
from kernels import Kernels, Refused, talib_call

TOLERANCE = 1e-9
AVERAGES = list(range(14))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("kernels")
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("names", nargs="*")
    options = parser.parse_intermixed_args()
    kernels = Kernels(options.kernels)
    different = 0
    for name in options.names or sorted(kernels.functions):
        faults, bits = compare(kernels, kernels.functions[name], options)
        different += bool(faults)
        last = f", last bits of {bits} values differ" if bits else ""
        print(f"{name}: {faults or 'no'} differences in {options.trials} trials{last}", flush=True)
    sys.exit(1 if different else 0)


def compare(kernels, function, options):
    """How many outputs differ, and how many values in their last bits alone."""
    faults, bits = 0, 0
    for trial in range(options.trials):
        rng = np.random.default_rng([options.seed, trial])
        kernels.load(strange(rng, int(rng.integers(0, 600)) + 1))
        inputs = np.array([kernels.candles[name] for name in function["inputs"]])
        if np.isnan(inputs).any(axis=0).all():
            # TA-Lib's package computes the last row all the same; of a prefix it would be another one.
            continue
        parameters = [random_parameter(rng, one) for one in function["parameters"]]
        try:
            theirs = talib_call(function, kernels.candles, parameters)()
        except Exception:
            continue  # TA-Lib refuses it; what we refuse is a matter of the tests
        theirs = theirs if isinstance(theirs, tuple) else (theirs,)
        try:
            ours = kernels.values(function["name"], parameters)
        except Refused as refused:
            faults += 1
            told(faults, function, trial, parameters, str(refused))
            continue
        for output, one, other in zip(function["outputs"], ours, theirs):
            other = np.asarray(other, dtype=float)
            fault, differing = difference(one, other)
            bits += differing
            if fault:
                faults += 1
                told(faults, function, trial, parameters, f"{output}: {fault}")
    return faults, bits


def told(faults, function, trial, parameters, what):
    if faults <= 3:
        print(f"  {function['name']} {parameters}, trial {trial}: {what}")


def difference(one, other):
    """What differs by more than the tolerance, and how many values differ at all."""
    if not np.array_equal(np.isnan(one), np.isnan(other)):
        row = int(np.flatnonzero(np.isnan(one) != np.isnan(other))[0])
        return f"row {row}: {one[row]} is not {other[row]}", 0
    finite = np.isfinite(other)
    with np.errstate(all="ignore"):
        size = np.maximum(np.abs(other), np.abs(other[finite]).mean() if finite.any() else 0.0)
    same = (one == other) | np.isnan(other)
    with np.errstate(all="ignore"):
        near = same | (np.abs(one - other) <= TOLERANCE * size)
    if not near.all():
        row = int(np.flatnonzero(~near)[0])
        return f"row {row}: {one[row]} is not {other[row]}", 0
    return None, int((~same).sum())


def random_parameter(rng, parameter):
    name, low, high = parameter["name"], parameter["low"], parameter["high"]
    if name.endswith("matype"):
        return float(rng.choice(AVERAGES))
    if not parameter["is_real"]:
        high = min(high, rng.choice([low + 2, 30, 120]))
        return float(rng.integers(int(low), int(max(low, high)) + 1))
    if rng.random() < 0.3:
        return float(np.clip(parameter["default"] * rng.uniform(0.2, 3), low, high))
    low, high = max(low, -10), min(high, 100 if name == "percentile" else 10)
    return float(np.round(rng.uniform(low, high), rng.integers(1, 4)))


main()
