# Shell functions that install what the repo needs. Sourced by scripts/test, scripts/start and scripts/join
# from the top folder of the clone; does nothing by itself.

# npm packages, exactly as package-lock.json says; nothing when they are there already.
install_packages() {
  if [ -f node_modules/.package-lock.json ] && [ ! package-lock.json -nt node_modules/.package-lock.json ]; then
    return 0
  fi
  if ! command -v npm >/dev/null; then
    echo "parley: npm is missing. Install Node.js 22.14 or newer (https://nodejs.org) and try again." >&2
    return 1
  fi
  echo "Installing packages ..." >&2
  npm ci --no-audit --no-fund --loglevel=error >&2
  touch node_modules/.package-lock.json
}

# Programs only tests use. Missing ones are installed as root on Debian; elsewhere the tests that need them are skipped.
install_test_programs() {
  local missing=()
  local program package
  while read -r program package; do
    command -v "$program" >/dev/null || [ -x "/usr/sbin/$program" ] || [ -x "/sbin/$program" ] ||
      compgen -G "/usr/lib/postgresql/*/bin/$program" >/dev/null || missing+=("$package")
  done <<'PROGRAMS'
openssl openssl
certtool gnutls-bin
ip iproute2
nft nftables
tshark tshark
tmux tmux
slapd slapd
ldapsearch ldap-utils
initdb postgresql
chromium chromium
PROGRAMS
  [ "${#missing[@]}" -eq 0 ] && return 0
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${missing[*]} for the tests ..." >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null 2>&1 ||
      echo "parley: could not install ${missing[*]}: the tests that need them will be skipped" >&2
  else
    echo "parley: ${missing[*]} not installed: the tests that need them will be skipped" >&2
  fi
}
