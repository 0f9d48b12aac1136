#!/bin/bash
# Visits brokers of others with belay-jms, line by line of docs/JMS-BROKERS.md: brokers.sh --broker QPID,ARTEMIS,RABBITMQ (--help tells
# more). Fetches Artemis and Broker-J with Maven if need be; RabbitMQ is Debian's: apt-get install rabbitmq-server.
# Broker-J 9 runs on Java 17 to 23: JAVA_17=/usr/lib/jvm/... if that is not the one used here.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
target=$root/proof/interop/target
artemis=apache-artemis-2.56.0
if [[ ! -x $target/$artemis/bin/artemis ]]; then
  archive=org.apache.artemis:apache-artemis:2.56.0:tar.gz:bin
  mvn -o -q -N dependency:copy -Dartifact=$archive -DoutputDirectory="$target" 2>/dev/null ||
    mvn -q -N dependency:copy -Dartifact=$archive -DoutputDirectory="$target"
  tar -xzf "$target/$artemis-bin.tar.gz" -C "$target"
fi
if [[ ! -s $target/qpid-classpath ]]; then
  mvn -q -f proof/interop/qpid-broker.xml dependency:build-classpath -Dmdep.outputFile="$target/qpid-classpath"
fi
classpath=$target/classpath
mvn -o -q -pl proof/interop -am test-compile dependency:build-classpath -Dmdep.outputFile="$classpath" -Dmdep.includeScope=test
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx512m -DBELAY_LOG_LEVEL=ERROR -Dbelay.artemis.home="$target/$artemis" \
  -Dbelay.qpid.classpath="$(cat "$target/qpid-classpath")" ${JAVA_17:+-Dbelay.qpid.java="$JAVA_17/bin/java"} \
  -cp "$target/test-classes:$(cat "$classpath")" io.belay.interop.brokers.VisitMain "$@"
