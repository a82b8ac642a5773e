#!/usr/bin/env bash
# Sends each script of tests/hostile through `check` and `run`, alone, and prints time, peak memory and outcome.
#
#     scripts/hostile/run.sh WORKSPACE [BINARY] [PART_OF_A_NAME]
#
# WORKSPACE has a config.json (its `datadir` absolute); nothing is written there. The slowest come first;
# the exit code is 1 where one of them takes 2 seconds or 1 GiB, or ends otherwise than with its words.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec python3 scripts/hostile/measure.py "$@"
