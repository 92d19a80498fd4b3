# Sourced by up.sh and down.sh, from the root of the checkout.
set -euo pipefail
export COMPOSE_PROJECT_NAME=${COMPOSE_PROJECT_NAME:-mockstagram}
TARGET=.local/compose

say() { printf '%s\n' "$@"; }
die() { printf '%s\n' "$*" >&2; exit 1; }

compose() {
  if docker compose version >/dev/null 2>&1; then docker compose "$@"; else docker-compose "$@"; fi
}

docker info >/dev/null 2>&1 || die 'No Docker engine answers.'
docker compose version >/dev/null 2>&1 || command -v docker-compose >/dev/null || die 'Docker Compose is missing.'
