"""Ratios of our times to TA-Lib's; see scripts/bench_talib.sh."""
import statistics
import sys
import time

from candles import walk
from kernels import Kernels, defaults, talib_call

ROWS = 1_000_000
TURNS = 15


def main():
    kernels = Kernels(sys.argv[1])
    names = sys.argv[2:] or sorted(kernels.functions)
    kernels.load(walk(ROWS))
    print("| function | autoquant, ms | TA-Lib, ms | ratio |\n|---|---|---|---|")
    ratios = {}
    for name in names:
        function = kernels.functions[name]
        ours, theirs = in_turn(kernels, function)
        ratios[name] = ours / theirs
        print(f"| {name} | {ours / 1e6:.2f} | {theirs / 1e6:.2f} | {ratios[name]:.2f} |", flush=True)
    median, worst = statistics.median(ratios.values()), max(ratios, key=ratios.get)
    print(f"\nmedian ratio {median:.2f}; largest {ratios[worst]:.2f} ({worst}); {len(ratios)} functions")
    sys.exit(1 if median > 1.0 or ratios[worst] > 3.0 else 0)


def in_turn(kernels, function):
    """The fastest of both, which take turns: what is slower was disturbed."""
    parameters = defaults(function)
    call = talib_call(function, kernels.candles, parameters)
    call(), kernels.time(function["name"], parameters)
    ours, theirs = [], []
    for _ in range(TURNS):
        ours.append(kernels.time(function["name"], parameters))
        start = time.perf_counter_ns()
        call()
        theirs.append(time.perf_counter_ns() - start)
    return min(ours), min(theirs)


main()
