#!/bin/bash
# Measures Belay beside Debian's Mosquitto and nats-server in one run (see --help), after installing them if need be.
# Any of the bench module's programs: peers.sh [--main LoadMain|PeerBench|IdleBench] OPTION…
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
main=PeerBench
if [[ ${1:-} == --main ]]; then
  main=$2
  shift 2
fi
"$root/proof/interop/install.sh"
cd "$root"
classpath=$root/proof/bench/target/classpath
mvn -o -q -pl proof/bench -am test-compile dependency:build-classpath -Dmdep.outputFile="$classpath" -Dmdep.includeScope=runtime
exec java -Xmx512m -cp "$root/proof/bench/target/classes:$(cat "$classpath")" "io.belay.bench.$main" "$@"
