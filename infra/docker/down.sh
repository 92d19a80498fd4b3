#!/usr/bin/env bash
# Stops the containers; --purge deletes what they keep, too.
cd "$(dirname "$(readlink -f "$0")")/../.."
. infra/docker/lib.sh

[ -n "$(compose ps -q 2>/dev/null)" ] || [ "${1:-}" = --purge ] || exit 0
if [ "${1:-}" = --purge ]; then
  compose down --volumes --remove-orphans
  rm -rf "$TARGET"
else
  compose down --remove-orphans
fi
