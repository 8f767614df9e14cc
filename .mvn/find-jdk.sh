# Sourced by ./mvnw and ./demo: points JAVA_HOME at a JDK 25, or says in one line what to install.
# Looked at, in this order: JAVA_HOME, the java on the PATH, then the places where packages,
# SDKMAN!, IntelliJ IDEA, Homebrew and macOS put their JDKs.
is_jdk_25() {
  [ -x "$1/bin/javac" ] && "$1/bin/javac" -version 2>&1 | grep -q '^javac 25\b'
}

find_jdk_25() {
  if [ -n "${JAVA_HOME-}" ] && is_jdk_25 "$JAVA_HOME"; then
    return 0
  fi
  on_path=$(command -v javac 2>/dev/null || true)
  if [ -n "$on_path" ]; then
    on_path=$(dirname "$(dirname "$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")")")
  fi
  # `set -f` may be on in the caller: the patterns below need globbing.
  set +f
  for jdk in "$on_path" \
    /usr/lib/jvm/*25* /opt/java/* /opt/jdk*25* /opt/*/jdk*25* /usr/local/openjdk-25 \
    "$HOME"/.sdkman/candidates/java/25* "$HOME"/.jdks/*25* \
    /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home \
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home; do
    if is_jdk_25 "$jdk"; then
      JAVA_HOME=$jdk
      export JAVA_HOME
      return 0
    fi
  done
  echo "A JDK 25 is needed and none was found: install one (for example Eclipse Temurin 25) or set JAVA_HOME to it." >&2
  return 1
}
