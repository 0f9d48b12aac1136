#!/bin/bash
# Runs a program of the interop tests: run.sh Torture|BacklogCheck OPTION… (--help tells them).
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
main=$1
shift
cd "$root"
classpath=$root/proof/interop/target/classpath
mvn -o -q -pl proof/interop -am test-compile dependency:build-classpath -Dmdep.outputFile="$classpath" -Dmdep.includeScope=test
exec java -Xmx512m -cp "$root/proof/interop/target/test-classes:$(cat "$classpath")" "io.belay.interop.$main" "$@"
