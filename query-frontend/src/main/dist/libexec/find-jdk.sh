# Finds a Java home of version 25 or newer without starting a JVM. Sourced by bin/promontory and ./dev.

min_java=25

# is_jdk HOME TOOL: HOME/release says 25 or newer, and HOME/bin/TOOL can run. Leaves the version in $version.
is_jdk() {
  [ -n "$1" ] && [ -x "$1/bin/$2" ] && [ -r "$1/release" ] || return 1
  version=$(sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release")
  [ "${version:-0}" -ge "$min_java" ]
}

# find_jdk TOOL: sets $jdk to the home of $JAVA_HOME, of the java on the PATH, or of the newest one in the usual places.
find_jdk() {
  jdk=${JAVA_HOME-}
  is_jdk "$jdk" "$1" && return
  jdk=
  found=$(command -v java) && found=$(readlink -f "$found" 2>/dev/null) && jdk=${found%/bin/java}
  is_jdk "$jdk" "$1" && return
  jdk= newest=0
  for candidate in /usr/lib/jvm/* /usr/local/lib/jvm/* /opt/*jdk* /opt/java/* \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if is_jdk "$candidate" "$1" && [ "$version" -gt "$newest" ]; then
      jdk=$candidate newest=$version
    fi
  done
  [ -n "$jdk" ]
}

# need_jdk TOOL: find_jdk, or one sentence on how to get one and exit 1.
need_jdk() {
  find_jdk "$1" && return
  package=jre-headless
  [ "$1" = javac ] && package=jdk-headless
  echo "${0##*/}: needs JDK $min_java or newer and found none: install it (Debian, Ubuntu: openjdk-25-$package or temurin-25-jdk; macOS: brew install openjdk@25) or set JAVA_HOME." >&2
  exit 1
}
