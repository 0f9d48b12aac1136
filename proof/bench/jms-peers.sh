#!/bin/bash
# Measures brokers and clients under the same JMS load in one run (see --help); fetches Artemis with Maven if need be.
# Any of the bench module's JMS programs: jms-peers.sh [--main JmsLoadMain|JmsPeerBench] OPTION…
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
main=JmsPeerBench
if [[ ${1:-} == --main ]]; then
  main=$2
  shift 2
fi
cd "$root"
artemis=apache-artemis-2.56.0
target=$root/proof/bench/target
if [[ ! -x $target/$artemis/bin/artemis ]]; then
  archive=org.apache.artemis:apache-artemis:2.56.0:tar.gz:bin
  mvn -o -q -N dependency:copy -Dartifact=$archive -DoutputDirectory="$target" >/dev/null 2>&1 ||
    mvn -q -N dependency:copy -Dartifact=$archive -DoutputDirectory="$target"
  tar -xzf "$target/$artemis-bin.tar.gz" -C "$target"
fi
classpath=$target/classpath
mvn -o -q -pl proof/bench -am test-compile dependency:build-classpath -Dmdep.outputFile="$classpath" -Dmdep.includeScope=runtime
# Both brokers and the load run in the same Java.
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx1g -DBELAY_LOG_LEVEL=WARN -Dbelay.artemis.home="$target/$artemis" \
  -cp "$target/classes:$(cat "$classpath")" "io.belay.bench.$main" "$@"
