#!/usr/bin/env bash
# Times every ta:: function on a million candles beside TA-Lib's C library, which is called from its
# Python package, one after the other in one run:
#
#     scripts/bench_talib.sh [NAME...]
#
# TALIB_VENV names a Python environment with TA-Lib 0.8.2 (else one is made below target/). Prints a
# Markdown table; the exit code is 1 if the median ratio is above 1.0 or any is above 3.0.
set -euo pipefail
. "$(dirname "$0")/talib/environment.sh"
exec "$python" "$root/scripts/talib/bench.py" "$kernels" "$@"
