"""autoquant on a workspace: one call of the binary."""

import json
import subprocess
from pathlib import Path

from result import BALANCES, COUNTERS, Result, lock

# The workspace, the config or the data cannot be used: there are no blocks then.
UNUSABLE = 3


class Refused(Exception):
    """There is nothing to run, and the binary says why."""


class Crashed(Exception):
    """The binary told no result, and not that it refuses."""


def run(binary, folder: Path):
    """The result of the workspace's one strategy and one timerange."""
    try:
        return result(tell(binary, folder)[0])
    except Refused as refused:
        return Result(refused=str(refused))


def tell(binary, folder: Path, *arguments):
    """What `run` tells: an entry for each strategy and timerange."""
    done = call(binary, folder, "run", *arguments, "--json")
    try:
        return json.loads(done.stdout)["results"]
    except (ValueError, LookupError):
        told = done.stderr.strip()
    if done.returncode == UNUSABLE:
        raise Refused(told)
    raise Crashed(f"autoquant ended with {done.returncode}:\n{told}")


def call(binary, folder, *arguments):
    return subprocess.run([binary, "-C", str(folder), *arguments], capture_output=True, text=True, check=False)


def result(entry):
    if entry["status"] != "OK":
        return Result(refused=entry["error_msg"])
    return Result(
        trades=entry["trades"],
        counters={name: entry["counters"][name] for name in COUNTERS},
        final_balance=entry["figures"]["final_balance"],
        balances={name: entry["wallet_stats"][name] for name in BALANCES if entry["wallet_stats"]},
        locks=sorted(lock(one["pair"], one["lock_end_timestamp"], one["side"], one["reason"]) for one in entry["locks"]),
    )
