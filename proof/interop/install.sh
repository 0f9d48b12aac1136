#!/bin/bash
# Installs the other people's programs that the interop tests and the benchmarks run beside Belay: Debian's mosquitto,
# its command line clients, nats-server, Debian's Qpid Proton for Python, Chromium, and from npm mqtt.js, rhea and playwright-core. Run as root on Debian 12. May be run again; then it does nothing.
set -euo pipefail
cd "$(dirname "$0")"

declare -A package_of=(
  [chromium]=chromium [mosquitto]=mosquitto [mosquitto_pub]=mosquitto-clients [nats-server]=nats-server [node]=nodejs [npm]=npm
)
export PATH="$PATH:/usr/sbin"
missing=()
for program in chromium mosquitto mosquitto_pub nats-server node npm; do
  command -v "$program" >/dev/null || missing+=("${package_of[$program]}")
done

# A library, so it is asked for, not looked up; of Debian's own Python, whatever other Pythons there are.
/usr/bin/python3 -c 'import proton' 2>/dev/null || missing+=(python3 python3-qpid-proton)

if ((${#missing[@]})); then
  # Debian starts a service when its package is unpacked; the tests start their own, on free ports.
  policy=/usr/sbin/policy-rc.d
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    trap 'rm -f "$policy"' EXIT
  fi
  log=$(mktemp)
  export DEBIAN_FRONTEND=noninteractive
  if ! { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
  fi
  rm -f "$log"
fi

# The lock file is copied beside the modules once they are complete, so an interrupted run is repeated.
if ! cmp -s js/package-lock.json js/node_modules/.installed-lock; then
  (cd js && npm ci --silent --no-audit --no-fund --ignore-scripts)
  cp js/package-lock.json js/node_modules/.installed-lock
fi
