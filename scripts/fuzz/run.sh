#!/usr/bin/env bash
# Fuzzes one target, or all in turn: scripts/fuzz/run.sh [target] [seconds each]
# What it learns stays in target/fuzz; an input that fails lies in target/fuzz/found and belongs, once it is
# small (-minimize_crash=1) and mended, into fuzz/corpus, where the tests call it again.
set -euo pipefail
cd "$(dirname "$0")/../.."

targets=${1:-all}
seconds=${2:-60}
[ "$targets" != all ] || targets="script config feather import results"

export CARGO_TARGET_DIR=$PWD/target/fuzz CARGO_INCREMENTAL=0 RUSTC_WRAPPER=$PWD/fuzz/rustc.sh
cargo build --release --manifest-path fuzz/Cargo.toml
mkdir -p target/fuzz/found

failed=0
for target in $targets; do
    mkdir -p "target/fuzz/corpus/$target"
    # Inputs beyond 5 s or 2 GB are failures as well. Four are worked on before the first failure ends it.
    "target/fuzz/release/$target" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=2048 \
        -max_len=16384 -dict="fuzz/$target.dict" -print_final_stats=1 -verbosity=0 \
        -artifact_prefix="target/fuzz/found/$target-" \
        "target/fuzz/corpus/$target" "fuzz/corpus/$target" || failed=1
done
exit $failed
