#!/usr/bin/env bash
# Builds the images, writes what the containers read, starts them and waits until the site answers.
cd "$(dirname "$(readlink -f "$0")")/../.."
. infra/docker/lib.sh

usage() {
  cat <<'TEXT'
usage: start.sh [--yes] [--edges NAMES] [--http-port N] [--https-port N] [--trust-ca] [--native]

  --yes           ask nothing
  --edges         edges to run, separated by commas; all by default
  --http-port     port of the site, 80 by default
  --https-port    port of the site over https, 443 by default
  --trust-ca      let this machine trust the site's certificate
  --native        without containers
TEXT
}

yes=false trust=false edges='' http=${HTTP_PORT:-80} https=${HTTPS_PORT:-443}
while [ $# -gt 0 ]; do
  case $1 in
    --yes) yes=true ;;
    --trust-ca) trust=true ;;
    # The demo world is loaded by the native start only.
    --no-demo) ;;
    --edges) edges=$2; shift ;;
    --edges=*) edges=${1#*=} ;;
    --http-port) http=$2; shift ;;
    --http-port=*) http=${1#*=} ;;
    --https-port) https=$2; shift ;;
    --https-port=*) https=${1#*=} ;;
    -h|--help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done

began=$(date +%s)

port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Our own entry may be what has the port.
choose_port() {
  local port=$1 fallback=$2
  if [ -z "$(compose ps -q entry 2>/dev/null)" ] && port_taken "$port"; then
    say "  port $port is taken by another program: using $fallback" >&2
    port=$fallback
  fi
  printf '%s' "$port"
}

build() {
  local image
  mkdir -p "$TARGET"
  for image in infra services web; do
    say "  image mockstagram/$image …"
    docker build -f infra/docker/Dockerfile --target "$image" -t "mockstagram/$image" . >"$TARGET/build.log" 2>&1 ||
      { tail -n 30 "$TARGET/build.log" >&2; die "The image mockstagram/$image could not be built."; }
  done
}

# Runs in the image, so that this machine needs no Python of its own.
prepare() {
  docker run --rm --network none --user "$(id -u):$(id -g)" -v "$PWD/$TARGET:/target" \
    -e LIMITS_MULTIPLIER -e LOG_LEVEL -e SMTP_URL -e PUBLIC_URL -e OTEL_EXPORTER_OTLP_ENDPOINT \
    --entrypoint python mockstagram/infra -m infra.docker.prepare --target /target ${edges:+--edges "$edges"} \
    --ports "$HTTP_PORT" "$HTTPS_PORT"
}

fingerprint() { find "$TARGET" -type f ! -name fingerprint ! -name '*.log' ! -path '*/certificates/*' -exec sha256sum {} + | sort | sha256sum; }

site_answers() {
  exec 3<>"/dev/tcp/127.0.0.1/$http" || return 1
  printf 'GET /accounts/login HTTP/1.0\r\nHost: mockstagram.localhost\r\n\r\n' >&3
  local status=''
  read -t 5 -r status <&3 || true
  exec 3>&- 3<&-
  [[ $status == *' 200 '* ]]
}

wait_for_site() {
  local deadline=$((SECONDS + 420))
  until site_answers 2>/dev/null; do
    [ $SECONDS -lt $deadline ] || { compose ps; die 'The site did not answer in time. See: docker-compose -p mockstagram logs'; }
    sleep 1
  done
}

names_resolve() { getent hosts mockstagram.com | grep -q '^127\.' && getent hosts image.mockstagramcdn.com | grep -q '^127\.'; }

ensure_names() {
  local line='127.0.0.1 mockstagram.com image.mockstagramcdn.com # Mockstagram' answer=y
  names_resolve && return 0
  [ -w /etc/hosts ] || { say "  To use mockstagram.com, add this line to /etc/hosts:" "    $line"; return 1; }
  if ! $yes; then
    [ -t 0 ] || return 1
    read -r -p "  May /etc/hosts get the line “$line”? [y/N] " answer
  fi
  case $answer in y|Y|yes) printf '%s\n' "$line" >>/etc/hosts ;; *) return 1 ;; esac
}

trust_authority() {
  [ "$(id -u)" -eq 0 ] || die 'Trusting the certificate needs root.'
  cp "$TARGET/certificates/ca.crt" /usr/local/share/ca-certificates/mockstagram.crt
  update-ca-certificates >/dev/null
  say '  trusted: system store'
}

say 'Mockstagram: setting up'
HTTP_PORT=$(choose_port "$http" 8080) HTTPS_PORT=$(choose_port "$https" 8443)
export HTTP_PORT HTTPS_PORT
http=$HTTP_PORT
build
services=$(prepare) || die 'The containers could not be prepared.'
new=$(fingerprint)
recreate=()
[ "$(cat "$TARGET/fingerprint" 2>/dev/null)" = "$new" ] || recreate=(--force-recreate)
say '  starting …'
# shellcheck disable=SC2086
compose up -d --remove-orphans ${recreate[@]+"${recreate[@]}"} $services >"$TARGET/up.log" 2>&1 ||
  { tail -n 20 "$TARGET/up.log" >&2; die 'The containers did not start.'; }
printf '%s\n' "$new" >"$TARGET/fingerprint"
! $trust || trust_authority
names=false
ensure_names && names=true
wait_for_site

suffix=''
[ "$http" = 80 ] || suffix=":$http"
say "  up after $(($(date +%s) - began)) s" '' 'Mockstagram runs:'
! $names || say "  http://mockstagram.com$suffix"
say "  http://mockstagram.localhost$suffix"
say "  https://mockstagram.localhost$([ "$HTTPS_PORT" = 443 ] || printf ':%s' "$HTTPS_PORT")   (./start.sh --trust-ca)"
say '  mailbox            http://127.0.0.1:17041' '  links between regions  http://127.0.0.1:17049' '  stop with ./stop.sh' ''
