#!/usr/bin/env bash
# Calls the compiler, for cargo. What reads foreign bytes is built with counters that the engine follows;
# our own crate also with the checks of a debug build. All of it are options of the stable compiler.
set -euo pipefail
compiler=$1
shift
name=
previous=
for argument in "$@"; do
    if [ "$previous" = --crate-name ]; then name=$argument; fi
    previous=$argument
done
# trace-compares shows the engine what a value was compared with: it finds magic numbers by that.
counters=(
    -Cpasses=sancov-module
    -Cllvm-args=-sanitizer-coverage-level=4
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters
    -Cllvm-args=-sanitizer-coverage-pc-table
    -Cllvm-args=-sanitizer-coverage-trace-compares
)
case $name in
    autoquant) exec "$compiler" "$@" "${counters[@]}" -Coverflow-checks=on -Cdebug-assertions=on ;;
    rhai | polars_arrow | arrow_format | polars_arrow_format | planus | polars_parquet | csv_core | jsonc_parser | serde_json)
        exec "$compiler" "$@" "${counters[@]}" ;;
    *) exec "$compiler" "$@" ;;
esac
