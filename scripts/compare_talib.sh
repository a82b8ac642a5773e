#!/usr/bin/env bash
# Compares every ta:: function with TA-Lib on random candles and parameters, with missing values in
# front and inside, flat prices, no volume and few rows:
#
#     scripts/compare_talib.sh [--trials N] [--seed N] [NAME...]
#
# TALIB_VENV names a Python environment with TA-Lib 0.8.2 (else one is made below target/). Prints what
# differs by more than 1e-9, and how many values differ in their last bits; the exit code is 1 if a
# function differs.
set -euo pipefail
. "$(dirname "$0")/talib/environment.sh"
exec "$python" "$root/scripts/talib/compare.py" "$kernels" "$@"
