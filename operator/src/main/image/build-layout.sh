#!/bin/sh
# Lays out what the container image holds, without a container engine:
#
#   OUT/jre   a Java runtime with the modules the operator uses, and no others
#   OUT/app   the operator, the jars it runs with, its JVM flags, and the AOT cache
#
# usage: operator/src/main/image/build-layout.sh OUT [ROOT]
#
# ROOT is where OUT will be found at run time, by default OUT itself; in the image it is '', so that the paths are
# /jre and /app. Needs a JDK 25 and the result of: ./mvnw -DskipTests package -pl operator,image/training -am
set -eu

[ $# -ge 1 ] || { sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../../../.." && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)
root=${2-$out}
target=$repository/operator/target
training=$repository/image/training/target
jar=security-baseline-operator.jar

# Everything the operator's code and its libraries reach, except OPTIONAL_MODULES.
MODULES=java.base,java.logging,java.management,java.naming,java.net.http,java.xml,jdk.httpserver,jdk.management,jdk.unsupported
# What libraries mention and only touch when it is there: bean annotations and SQL dates of Jackson, property
# listeners of commons-lang, an annotation processor of the operator SDK.
OPTIONAL_MODULES=java.compiler,java.desktop,java.sql

die() {
  echo "build-layout: $*" >&2
  exit 1
}

# shellcheck source=/dev/null
. "$repository/.mvn/find-jdk.sh"
find_jdk_25 || exit 1
[ -f "$target/$jar" ] && [ -d "$training/lib" ] ||
  die "the operator is not built: run ./mvnw -DskipTests package -pl operator,image/training -am first"

# The jars of the manifest, in its order and no others: the lib folder may hold older versions too.
class_path() {
  unpacked=$(mktemp -d)
  (cd "$unpacked" && "$JAVA_HOME/bin/jar" --extract --file "$target/$jar" META-INF/MANIFEST.MF)
  tr -d '\r' <"$unpacked/META-INF/MANIFEST.MF" |
    awk '/^ / { line = line substr($0, 2); next } { print line; line = $0 } END { print line }' |
    sed -n 's/^Class-Path: //p' | tr ' ' '\n' | sed 's|^lib/||'
  rm -r "$unpacked"
}

rm -rf "$out/app" "$out/jre"
mkdir -p "$out/app/lib"
cp "$target/$jar" "$out/app/"
for name in $(class_path); do
  cp "$target/lib/$name" "$out/app/lib/"
done
# The AOT cache is valid only for jars of the same size and time; fixed times also make layers reproducible.
find "$out/app" -type f -exec touch -d "@${SOURCE_DATE_EPOCH:-1793491200}" {} +

# A new library may need another module; better a failed build than a class that is missing at night. Jars of named
# modules are looked at as bare classes: jdeps would want every module that they ask for, and some are left out.
bare=$(mktemp -d)
for name in "$out"/app/lib/azure-*.jar; do
  (cd "$bare" && "$JAVA_HOME/bin/jar" --extract --file "$name")
done
find "$bare" -name module-info.class -delete
# Names of jars have no spaces.
# shellcheck disable=SC2046
needed=$(cd "$out/app" && "$JAVA_HOME/bin/jdeps" --print-module-deps --ignore-missing-deps --multi-release 25 \
  --class-path 'lib/*' "$jar" "$bare" $(ls lib/*.jar | grep -v '^lib/azure-') 2>/dev/null | grep -v '^Warning' | tail -1)
rm -r "$bare"
for module in $(echo "$needed" | tr ',' ' '); do
  case ",$MODULES,$OPTIONAL_MODULES," in
    *",$module,"*) ;;
    *) die "a jar needs the module $module: add it to MODULES or OPTIONAL_MODULES" ;;
  esac
done

"$JAVA_HOME/bin/jlink" --add-modules "$MODULES" --compress zip-6 --strip-debug --no-header-files --no-man-pages \
  --output "$out/jre"

# Same flags as later, except that the cache is written and not read. Only with the collector G1 does the JVM write objects
# into the cache, with them the lambdas that are linked already; the serial collector of the operator can read them. Without
# AOTRecordTraining the cache has no data for the optimizing compiler, which the operator does not use. The heap is
# bounded, because on a machine with much memory its default would be too large for compressed object pointers, and the
# cache unfit for any pod.
sed -e '/^-XX:AOTCache=/d' -e 's/^-XX:+UseSerialGC$/-XX:+UseG1GC/' "$here/jvm.options" >"$out/train.options"
printf '%s\n' -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining >>"$out/train.options"
# The API server of the training run is a program of its own, with its own libraries.
"$JAVA_HOME/bin/java" -Dslf4j.internal.verbosity=ERROR -cp "$training/classes:$training/lib/*" \
  io.securitybaseline.training.Training \
  "$out/jre/bin/java" "@$out/train.options" -Xmx512m "-XX:AOTCacheOutput=$out/app/operator.aot" \
  -jar "$out/app/$jar" || die "the training run failed"
rm "$out/train.options"
[ -s "$out/app/operator.aot" ] || die "the training run wrote no AOT cache"
chmod 644 "$out/app/operator.aot"
sed "s|/app/|$root/app/|" "$here/jvm.options" >"$out/app/jvm.options"

# With AOTMode=on the JVM refuses to start when the cache does not fit the flags, the jars or the runtime.
sed "s|$root/app/|$out/app/|" "$out/app/jvm.options" >"$out/check.options"
"$out/jre/bin/java" "@$out/check.options" -Xmx512m -XX:AOTMode=on -jar "$out/app/$jar" --version >/dev/null ||
  die "the AOT cache does not fit"
rm "$out/check.options"

du -sh "$out/jre" "$out/app/lib" "$out/app/operator.aot"
