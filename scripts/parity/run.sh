#!/bin/sh
# Compares autoquant with FreqTrade on random strategies: scripts/parity/run.sh [RUNS] [--seed S] [--case N].
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/environment.sh"
cd "$root"
exec "$venv/bin/python" "$here/compare.py" "$@"
