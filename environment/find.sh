# Sourced by setup.sh: finds Java, Maven, Python and fonts; installs them with apt where it may, else says how to get them.
# LUNGO_APT=no keeps it from installing system packages; LUNGO_JDKS names more folders to look for JDKs in.

may_apt() {
  [ "${LUNGO_APT:-yes}" != no ] && command -v apt-get > /dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }
}

apt_update() {
  local root=
  [ "$(id -u)" -eq 0 ] || root="sudo -n"
  [ -n "${apt_updated:-}" ] || $root apt-get -q update > "$state/apt.log" 2>&1
  apt_updated=yes
}

# apt_knows PACKAGE…: the first one that this system's apt has; Debian and Ubuntu differ in their JDKs.
apt_knows() {
  local package
  for package in "$@"; do
    apt-cache show "$package" > /dev/null 2>&1 && { say "$package"; return; }
  done
  return 1
}

# apt_install PACKAGE…: installs them; fails where that is not possible.
apt_install() {
  may_apt || return 1
  local root=
  [ "$(id -u)" -eq 0 ] || root="sudo -n"
  say "  Installing with apt: $*"
  apt_update
  $root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install "$@" >> "$state/apt.log" 2>&1
}

# How to get what package $1 (Debian) or $2 (Homebrew) holds; $3 says what else there may be on Linux.
how_to_get() {
  local other=${3:-"your system's own package of it"}
  case "$(uname -s)" in
    Darwin) say "Get it with: brew install $2" ;;
    *) say "Get it with: sudo apt-get install $1    (or $other)" ;;
  esac
}

# Every JDK of 17 or newer, a line each, "MAJOR VERSION HOME", newest first; JRE's and doubles left out.
jdks() {
  {
    java_on_path
    [ -x /usr/libexec/java_home ] && /usr/libexec/java_home 2>/dev/null
    local folder
    for folder in ${LUNGO_JDKS:-/usr/lib/jvm /opt/java "$HOME/.sdkman/candidates/java" "$HOME/.jdks" /opt/homebrew/opt/openjdk*/libexec \
      /Library/Java/JavaVirtualMachines}; do
      ls -d "$folder"/* "$folder"/*/Contents/Home 2>/dev/null
    done
  } | while IFS= read -r home; do
    [ -x "$home/bin/javac" ] && home=$(cd "$home" && pwd -P) && version=$(version_of "$home") || continue
    [ "${version%%.*}" -ge "$oldest_java" ] 2>/dev/null && printf '%s %s %s\n' "${version%%.*}" "$version" "$home"
  done | sort -u | sort -t ' ' -k 1,1nr -k 2,2r -s
}

java_on_path() {
  local java
  java=$(command -v java) && "$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
}

# The version in a JDK's own release file, or as its java says: "17.0.15", "1.8.0_402".
version_of() {
  local version
  version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([^"]*\)"\{0,1\}/\1/p' "$1/release" 2>/dev/null)
  [ -n "$version" ] || version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
  [ -n "$version" ] && say "$version"
}

# Sets jdk and jdk_version: JAVA_HOME's where that is new enough, else the newest one found.
find_jdk() {
  local found
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/javac" ]; then
    jdk=$JAVA_HOME
    jdk_version=$(version_of "$jdk")
    [ "${jdk_version%%.*}" -ge "$oldest_java" ] 2>/dev/null && return
  fi
  found=$(jdks | head -n 1)
  if [ -z "$found" ] && install_jdk; then
    found=$(jdks | head -n 1)
  fi
  [ -n "$found" ] || fail "Lungo needs a JDK of version $oldest_java or newer; $(java_found)." \
    "$(how_to_get "openjdk-21-jdk-headless" openjdk "openjdk-17-jdk-headless where apt does not know that one")
Or download one from https://adoptium.net
If you have one in an unusual place, set JAVA_HOME to its folder (the one that holds bin/javac)."
  jdk_version=$(echo "$found" | cut -d ' ' -f 2)
  jdk=$(echo "$found" | cut -d ' ' -f 3-)
}

install_jdk() {
  local package
  may_apt || return 1
  apt_update
  package=$(apt_knows openjdk-21-jdk-headless openjdk-17-jdk-headless) && apt_install "$package"
}

# What there is instead of a JDK, for the error.
java_found() {
  local java version
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    java=$JAVA_HOME/bin/java
  else
    java=$(command -v java) || { say "found no java at all"; return; }
  fi
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
  if [ "${version%%.*}" -ge "$oldest_java" ] 2>/dev/null; then
    say "found only a run-time without javac: Java $version at $java"
  else
    say "found Java ${version:-of an unknown version} at $java"
  fi
}

find_maven() {
  maven=$(command -v mvn) || { apt_install maven && maven=$(command -v mvn); } \
    || fail "Lungo is built with Maven, and there is no mvn on the PATH." "$(how_to_get maven maven)"
}

# Sets python and python_version. PYTHON names another than those on the PATH.
find_python() {
  local candidate found=
  for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python3.10}; do
    command -v "$candidate" > /dev/null || continue
    python_version=$("$candidate" -c 'import platform; print(platform.python_version())' 2>/dev/null)
    found="$found ${python_version:-unknown} at $(command -v "$candidate"),"
    case "$python_version" in 3.*) ;; *) continue ;; esac
    [ "$(echo "$python_version" | cut -d . -f 2)" -ge "$oldest_python" ] || continue
    python=$(command -v "$candidate")
    check_venv
    return
  done
  [ -z "$found" ] && [ -z "${tried_python:-}" ] && tried_python=yes && apt_install python3 python3-venv && { find_python; return; }
  fail "Lungo needs Python 3.$oldest_python or newer for JupyterLab; found${found:- none}." \
    "$(how_to_get "python3 python3-venv" python). Or set PYTHON to the one to use."
}

# Debian splits venv off Python; without it `python -m venv` fails late and half done.
check_venv() {
  "$python" -c 'import venv, ensurepip' 2>/dev/null && return
  apt_install python3-venv && "$python" -c 'import venv, ensurepip' 2>/dev/null && return
  fail "Python $python_version at $python lacks its venv module." "$(how_to_get python3-venv python)"
}

# Java draws the static form of a chart, and needs fontconfig and one font for its letters. Charts are not worth a failure.
check_fonts() {
  [ "$(uname -s)" = Linux ] || return 0
  { command -v fc-list > /dev/null && [ -n "$(fc-list 2>/dev/null | head -n 1)" ]; } && return
  apt_install fontconfig fonts-dejavu-core && return
  say "  note: there is no font here, so charts will be drawn in the browser only. $(how_to_get 'fontconfig fonts-dejavu-core' fontconfig)"
}
