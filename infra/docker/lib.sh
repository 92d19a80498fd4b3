# Sourced by the scripts beside it, from the root of the checkout.
set -euo pipefail

# What the containers read, and what was chosen at the last start. Tests have a folder of their own.
TARGET=.local/${MOCKSTAGRAM_CONTAINERS:-compose}
# Checkouts of one machine, and two systems of one checkout, know nothing of each other.
digest() { printf '%s' "$1" | sha256sum | cut -c1-8; }
TAG=$(digest "$PWD")
NAME=mockstagram-$(digest "$PWD/$TARGET")

say() { printf '%s\n' "$@"; }
die() { printf '%s\n' "$*" >&2; exit 1; }

compose() {
  local command=(docker-compose)
  ! docker compose version >/dev/null 2>&1 || command=(docker compose)
  [ ! -e "$TARGET/settings" ] || command+=(--env-file "$TARGET/settings")
  "${command[@]}" --project-name "$NAME" "$@"
}

# Ids of this system's containers.
ours() { docker ps --no-trunc -q --filter "label=com.docker.compose.project=$NAME" "$@"; }

docker info >/dev/null 2>&1 || die 'No Docker engine answers.'
docker compose version >/dev/null 2>&1 || command -v docker-compose >/dev/null || die 'Docker Compose is missing.'
