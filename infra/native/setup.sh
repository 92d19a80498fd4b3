# Sourced by start.sh and test.sh from the root of the checkout: system packages, Python and Python packages.
# Installs only what is missing and never touches a service that runs.

say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }

# Runs a command and shows what it said only when it fails.
quietly() {
  local said
  said=$("$@" 2>&1) || die "$said"
}

# Packages that provide what is missing: each entry is "test command|package or packages".
missing_packages() {
  local debian valkey=redis-server
  debian=$(. /etc/os-release && printf '%s' "${VERSION_ID:-12}")
  [ "${debian%%.*}" -ge 13 ] && valkey=valkey-server
  [ -n "$(ls -d /usr/lib/postgresql/*/bin/postgres 2>/dev/null)" ] || printf 'postgresql '
  [ -x /usr/sbin/nginx ] || printf 'nginx-light '
  [ -e /usr/lib/nginx/modules/ngx_http_js_module.so ] || printf 'libnginx-mod-http-js '
  [ -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ] || printf 'libnginx-mod-http-brotli-static '
  command -v valkey-server >/dev/null || command -v redis-server >/dev/null || printf '%s ' "$valkey"
  /usr/bin/python3 -c 'import ensurepip' 2>/dev/null || printf 'python3-venv '
  [ -e /etc/ssl/certs/ca-certificates.crt ] || printf 'ca-certificates '
  local package
  for package in "$@"; do dpkg -s "$package" >/dev/null 2>&1 || printf '%s ' "$package"; done
}

# Debian starts what it installs. Not here: no service is started now, and what we brought does not start at boot.
install_packages() {
  local policy=/usr/sbin/policy-rc.d made=false clusters=/etc/postgresql-common/createcluster.conf package
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy" && made=true
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
  fi
  export DEBIAN_FRONTEND=noninteractive
  quietly apt-get update -qq
  case " $* " in *' postgresql '*)
    quietly apt-get install -y -qq --no-install-recommends postgresql-common
    sed -ri 's/^#?\s*(create_main_cluster)\s.*$/\1 = false/' "$clusters" ;;
  esac
  quietly apt-get install -y -qq --no-install-recommends "$@"
  if [ -d /run/systemd/system ]; then
    for package in postgresql nginx redis-server valkey-server; do
      case " $* " in *" $package"*) systemctl disable --quiet "$package" 2>/dev/null || true ;; esac
    done
  fi
  if $made; then rm -f "$policy"; trap - EXIT; fi
}

ensure_system() {
  local missing
  missing=$(missing_packages "$@")
  [ -z "$missing" ] && return
  say "  system packages: $missing"
  [ "$(id -u)" -eq 0 ] || die "Install them first: sudo apt-get install $missing"
  # shellcheck disable=SC2086
  install_packages $missing
}

# As root, services run under accounts of their own and must be able to run this Python.
python_serves_all() {
  [ -x .venv/bin/python ] || return 1
  [ "$(id -u)" -eq 0 ] || return 0
  setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all --no-new-privs .venv/bin/python -c '' 2>/dev/null
}

ensure_python() {
  local mark
  mark=$(sha256sum requirements.lock)
  if ! python_serves_all; then
    say '  Python environment …'
    rm -rf .venv
    /usr/bin/python3 -m venv .venv
  fi
  if [ "$(cat .venv/.installed 2>/dev/null)" != "$mark" ]; then
    say '  Python packages …'
    # The lock is complete. Left to resolve, pip stumbles over an extra (coverage[toml]) as soon as a newer release is out.
    quietly .venv/bin/python -m pip install -q --disable-pip-version-check --use-pep517 --no-deps --require-hashes \
      -r requirements.lock
    printf '%s\n' "$mark" >.venv/.installed
  fi
  PATH=$PWD/.venv/bin:$PATH
}
