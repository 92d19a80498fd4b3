#!/usr/bin/env bash
# Memory (PSS) of every container, with the engine's own process beside it, in MiB. Needs root, or shows only one's own.
cd "$(dirname "$(readlink -f "$0")")/../.."
. infra/docker/lib.sh

# Processes that have ended meanwhile have no memory.
pss() { { for pid; do cat "/proc/$pid/smaps_rollup" 2>/dev/null || true; done; } | awk '/^Pss:/ { sum += $2 } END { print sum / 1024 }'; }

for id in $(ours); do
  name=$(docker inspect -f '{{index .Config.Labels "com.docker.compose.service"}}' "$id")
  # shellcheck disable=SC2046
  printf '%s %s %s\n' "$name" "$(pss $(docker top "$id" -eo pid | tail -n +2))" "$(pss $(pgrep -f "containerd-shim.*$id"))"
done | sort -k2,2nr | awk '
  { printf "%-24s %8.1f %8.1f\n", $1, $2, $3; inside += $2; beside += $3 }
  END { printf "%-24s %8.1f %8.1f  %.1f\n", "total", inside, beside, inside + beside }'
