#!/usr/bin/env bash
# Runs the tests: ./test.sh runs all parts in order, ./test.sh PART … only those, ./test.sh --help lists them.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
. infra/native/setup.sh

# What fuzzing generates depends on the order of sets: the same in every run, until another seed is asked for.
export PYTHONHASHSEED=0

ALL=(lint types contracts docs sizes web kit infra user content recommend media-server demo bench geo abuse faults journeys)
# Long ones, run by name only.
LONG=(containers)

part_lint() {
  ruff check -q .
  ruff format -q --check .
  PYTHONPATH=.:media-server lint-imports --no-cache >/dev/null || { PYTHONPATH=.:media-server lint-imports; return 1; }
  python -m tests.checks.habits
  (cd web && npm run -s lint)
}
part_types() { mypy kit infra user content recommend bench demo tests && mypy -p media_server && (cd web && npm run -s typecheck); }
part_contracts() { python -m kit.contracts --check; }
part_docs() { python -m tests.checks.docs; }
part_sizes() { python -m tests.checks.sizes; }
part_web() { (cd web && npm run -s build && npm run -s test && npm run -s budget -w frontend && npm run -s screens -w frontend); }
part_kit() { covered kit kit 95; }
part_infra() { pytest infra; }
part_user() { covered user user 90; }
part_content() { covered content content 90; }
part_recommend() { covered recommend recommend 90; }
part_media-server() { covered media_server media-server 95; }
part_demo() { pytest demo; }
part_bench() { pytest bench; }
part_geo() { built; pytest tests/geo; }
part_abuse() { built; pytest tests/abuse; }
part_faults() { built; pytest tests/faults; }
part_containers() { pytest tests/containers; }
part_journeys() { built; python -m tests.journeys; }

# What a browser or a test of the whole system needs is built once.
built() { python -m infra.native.web; }

# Tests of one package, and how much of it they reach at least: package, folder, per cent.
covered() {
  COVERAGE_FILE=$PWD/.coverage.$1 coverage run --source "$1" -m pytest "$2"
  COVERAGE_FILE=$PWD/.coverage.$1 coverage combine -q
  COVERAGE_FILE=$PWD/.coverage.$1 coverage report --skip-covered --skip-empty --fail-under "$3" | tail -3
}

usage() { say "usage: ./test.sh [PART …]"; say "parts: ${ALL[*]}"; say "by name only: ${LONG[*]}"; }

setup() {
  say 'setting up'
  ensure_system chromium fonts-noto-cjk fonts-noto-color-emoji
  ensure_python
  [ web/node_modules/.package-lock.json -nt web/package-lock.json ] || (cd web && quietly npm ci)
}

main() {
  case ${1:-} in -h | --help) usage; return ;; esac
  local parts=("$@") part began status failed=()
  [ $# -gt 0 ] || parts=("${ALL[@]}")
  for part in "${parts[@]}"; do
    declare -F "part_$part" >/dev/null || { usage; die "there is no part '$part'"; }
  done
  setup
  outputs=$(mktemp -d)
  trap 'rm -rf "$outputs"' EXIT
  for part in "${parts[@]}"; do
    began=$SECONDS
    # Bash ignores `set -e` inside of a condition: every step but a part's last could fail unseen.
    set +e
    (set -e; "part_$part") 2>&1 | tee "$outputs/$part"
    status=${PIPESTATUS[0]}
    set -e
    if [ "$status" -eq 0 ]; then say "ok    $part ($((SECONDS - began)) s)"
    else say "FAILED $part ($((SECONDS - began)) s)"; failed+=("$part"); fi
  done
  # A long run buries what failed in its middle.
  for part in "${failed[@]}"; do
    say "FAILED $part, its last lines:"
    tail -n 60 "$outputs/$part"
  done
  printf '%d passed, %d failed\n' $((${#parts[@]} - ${#failed[@]})) ${#failed[@]}
  [ ${#failed[@]} -eq 0 ]
}

main "$@"
