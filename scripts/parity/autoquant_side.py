"""autoquant on a workspace: one call of the binary."""

import json
import subprocess
from pathlib import Path

from result import BALANCES, COUNTERS, Result, lock

# The workspace, the config or the data cannot be used: there are no blocks then.
UNUSABLE = 3


class Crashed(Exception):
    """The binary told no result, not even that it refuses."""


def run(binary, folder: Path, *arguments):
    """The result of a workspace, as the binary prints it."""
    command = [binary, "-C", str(folder), "run", *arguments, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == UNUSABLE:
        return Result(refused=done.stderr.strip())
    try:
        result = json.loads(done.stdout)["results"][0]
    except (ValueError, LookupError):
        raise Crashed(f"autoquant ended with {done.returncode}:\n{done.stderr.strip()}") from None
    if result["status"] != "OK":
        return Result(refused=result["error_msg"])
    return Result(
        trades=result["trades"],
        counters={name: result["counters"][name] for name in COUNTERS},
        final_balance=result["figures"]["final_balance"],
        balances={name: result["wallet_stats"][name] for name in BALANCES if result["wallet_stats"]},
        locks=sorted(lock(one["pair"], one["lock_end_timestamp"], one["side"], one["reason"]) for one in result["locks"]),
    )
