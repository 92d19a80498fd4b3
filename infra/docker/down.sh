#!/usr/bin/env bash
# Stops the containers of this checkout; --purge deletes what they keep, too.
cd "$(dirname "$(readlink -f "$0")")/../.."
. infra/docker/lib.sh

forget_names() {
  local kept
  [ -w /etc/hosts ] || return 0
  kept=$(grep -v '# Mockstagram$' /etc/hosts)
  [ "$kept" = "$(cat /etc/hosts)" ] || printf '%s\n' "$kept" >/etc/hosts
}

if [ "${1:-}" = --purge ]; then
  compose down --volumes --remove-orphans
  rm -rf "$TARGET"
  [ -n "${MOCKSTAGRAM_CONTAINERS:-}" ] || forget_names
elif [ -n "$(ours -a)" ]; then
  compose down --remove-orphans
fi
