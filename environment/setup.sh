# Sourced by lab, run and test: finds Java, Maven and Python, builds, and installs the kernel into .venv.
# Nothing is done twice: each step leaves a stamp with what it was made from, written last, so a broken-off set-up is mended
# by the next run. Runs on bash 3.2 (macOS).

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
environment=$project/environment
state=$environment/.state
venv=$project/.venv
kernel_name=java
oldest_java=17
oldest_python=10 # of Python 3

. "$environment/steps.sh"
. "$environment/find.sh"
. "$environment/device.sh"

# Everything that a lab needs. Silent and quick where it stands already.
set_up() {
  mkdir -p "$state" 2>/dev/null && [ -w "$state" ] \
    || fail "Cannot write to $state." "The project's folder must be yours: clone it into your home folder, or chown it."
  lock
  find_jdk
  find_python
  find_home
  find_device
  name_jars
  steps=0
  [ -d "$jars" ] || steps=$((steps + 1))
  venv_is_current || steps=$((steps + 1))
  { [ -d "$jars" ] && venv_is_current && kernel_is_current; } || steps=$((steps + 2)) # each of those unmakes the kernel
  ! cuda_is_missing || steps=$((steps + 1))
  if [ "$steps" -gt 0 ]; then
    step=0
    say "Setting up Lungo in $steps steps; this needs the network the first time, and takes some minutes then."
    say "  Java $jdk_version in $jdk, Python $python_version in $python; for the $device: $why"
    check_fonts
    [ -d "$jars" ] || build
    venv_is_current || make_venv
    ! cuda_is_missing || download_cuda
    kernel_is_current || { unpack_natives; install_kernel; }
    remove_old_jars
    say "Ready."
  fi
  unlock
}

# Sets jars: the folder of the jars that the sources as they are make.
name_jars() {
  jars=$state/jars-$(hash_of "$project/pom.xml" "$project/kernel/pom.xml" "$project/lib/pom.xml" \
    "$project/kernel/src/main" "$project/lib/src/main")
}

# The user's home as a JVM option, where the JVM itself would not know it: a container's user without an entry in passwd.
find_home() {
  home_option=
  id -un > /dev/null 2>&1 && return
  [ -n "${HOME:-}" ] && [ -w "$HOME" ] || return 0
  "$jdk/bin/java" -XshowSettings:properties -version 2>&1 | grep -q '^ *user\.home = ?$' && home_option=-Duser.home=$HOME
  return 0
}

# The jars are copied from target/ into a folder named after their sources, and used from there: neither `mvn clean` nor a
# rebuild disturbs a running kernel.
build() {
  find_maven
  rm -rf "$project"/kernel/target/*.jar "$project/lib/target/jars" # jars of other versions would be copied too
  attempt "Building the kernel and the library" "$state/build.log" '^Downloaded from' \
    env JAVA_HOME="$jdk" MAVEN_OPTS="${MAVEN_OPTS:-} $home_option" "$maven" -B -f "$project/pom.xml" -DskipTests -Dspotless.check.skip=true -Dwarnings=-nowarn package \
    || fail_with_log "$state/build.log" "The build failed." "$(network_remedy "$state/build.log")"
  local fresh=$jars.part
  # The kernel's quick start is good only for the very jars that it was made with; a build that failed leaves both alone.
  rm -rf "$fresh" && mkdir -p "$fresh/kernel" "$fresh/lib" "$fresh/cpu" \
    && cp "$project"/kernel/target/*.jar "$fresh/kernel/" \
    && cp "$project"/lib/target/lungo-lib-*.jar "$project"/lib/target/jars/*.jar "$fresh/lib/" \
    && mv "$fresh"/lib/pytorch-native-cpu-*.jar "$fresh/cpu/" \
    && rm -f "$state/kernel.stamp" && mv "$fresh" "$jars" || fail "Cannot copy the jars to $jars." "Is the disk full? See: df -h $state"
}

venv_stamp() {
  printf '%s %s %s\n' "$venv" "$python_version" "$(hash_of "$environment/requirements.txt" "$environment/constraints.txt")"
}

venv_is_current() { [ "$(cat "$venv/.lungo" 2>/dev/null)" = "$(venv_stamp)" ]; }

make_venv() {
  pip_venv "$venv" "$environment/requirements.txt" "Installing JupyterLab into .venv"
  venv_stamp > "$venv/.lungo"
}

# pip_venv FOLDER REQUIREMENTS LABEL: a fresh venv with what is pinned there.
pip_venv() {
  local log=$state/pip-$(basename "$1").log
  rm -rf "$1"
  "$python" -m venv "$1" > "$log" 2>&1 \
    || fail_with_log "$log" "Cannot make a Python environment in $1." "Is the disk full? See: df -h $project"
  attempt "$3" "$log" '^Collecting' \
    "$1/bin/python" -m pip install --disable-pip-version-check --no-input -r "$2" -c "$environment/constraints.txt" \
    || fail_with_log "$log" "pip could not install $2." "$(network_remedy "$log")"
}

# requirements_venv FOLDER FILE: a venv of its own for one of the scripts here; nothing where it stands already.
requirements_venv() {
  local stamp
  stamp="$1 $python_version $(hash_of "$environment/$2" "$environment/constraints.txt")"
  [ "$(cat "$1/.lungo" 2>/dev/null)" = "$stamp" ] && return
  step=0 steps=1
  pip_venv "$1" "$environment/$2" "Installing $2 into $(basename "$1")"
  echo "$stamp" > "$1/.lungo"
}

kernel_stamp() {
  printf '%s %s %s %s %s %s %s\n' "$jars" "$jdk" "$jdk_version" "$home_option" "$device $torch_libraries" "$cudart" \
    "$(hash_of "$environment/setup.sh" "$environment/device.sh")"
}

kernel_is_current() {
  [ "$(cat "$state/kernel.stamp" 2>/dev/null)" = "$(kernel_stamp)" ] \
    && [ -f "$venv/share/jupyter/kernels/$kernel_name/kernel.json" ]
}

# first_use DEVICE [NAME=VALUE…]: has DJL load its native libraries, computes on the device, and prints both with versions.
first_use() {
  local wanted=$1
  shift
  env DJL_OFFLINE=true ${torch_libraries:+"PYTORCH_LIBRARY_PATH=$torch_libraries" "PYTORCH_FLAVOR=$jni_flavor"} \
    "LUNGO_DEVICE=$wanted" "$@" "$jdk/bin/java" --enable-native-access=ALL-UNNAMED ${home_option:+"$home_option"} \
    ${torch_libraries:+"-Djna.library.path=$state/cuda"} -cp "$(notebook_classpath)" lungo.lib.device.Check
}

# DJL unpacks its native libraries at first use, half a gigabyte; better here, with a clock, than in a silent first cell.
# A GPU that cannot be used shows itself here too.
unpack_natives() {
  if [ "$device" = cuda ]; then
    link_cudart
    attempt "Trying the GPU" "$state/cuda.log" "" first_use "${LUNGO_DEVICE:-cuda}" && return
    give_up_cuda "$(sed -n 's/^error: //p' "$state/cuda.log" | head -n 1)"
    steps=$((steps + 1))
  fi
  attempt "Unpacking PyTorch's native libraries" "$state/natives.log" "" first_use cpu \
    || fail_with_log "$state/natives.log" "PyTorch's native libraries do not load." \
      "They need 500 MB in ${DJL_CACHE_DIR:-~/.djl.ai}, and Linux x86-64, Linux arm64 (glibc) or macOS on Apple silicon."
}

install_kernel() {
  rm -f "$state/kernel.stamp"
  attempt "Installing the Java kernel, and preparing its quick start" "$state/kernel.log" "" \
    install_kernelspec "$jdk" "$venv" \
    || fail_with_log "$state/kernel.log" "The kernel could not be installed."
  touch "$jars" # remove_old_jars goes by it
  kernel_stamp > "$state/kernel.stamp"
}

# PyTorch's threads spin while they wait for each other: quick on an idle machine, and many times slower than need be where
# other programs want the cores too. A third of what libgomp takes keeps the first, and wastes a third at the worst.
spin_count=100000

# glibc keeps freed memory for each thread apart, eight pools a core; a session's arrays come from few threads.
malloc_pools=2

# After a cell that lost arrays the kernel collects garbage; what that leaves free of the heap goes back at once. And what
# the compiler throws away needs no more room as a session's cells become more: half as much as they hold, the JVM would say.
heap_options=(--jvm-option -XX:-ShrinkHeapInSteps --jvm-option -XX:MinHeapFreeRatio=20 --jvm-option -XX:MaxHeapFreeRatio=40
  --jvm-option -XX:NewSize=20m --jvm-option -XX:NewRatio=4)

# install_kernelspec JDK PREFIX [option…]: writes PREFIX/share/jupyter/kernels/java, which runs the jars of $jars where they are.
install_kernelspec() {
  local java=$1/bin/java prefix=$2
  shift 2
  "$java" -cp "$jars/kernel/*" lungo.kernel.kernelspec.Install --sys-prefix "$prefix" --name "$kernel_name" --link \
    --display-name "Java (Lungo)" --java "$java" --classpath "$(notebook_classpath)" \
    --env DJL_OFFLINE=true --env "GOMP_SPINCOUNT=$spin_count" --env "MALLOC_ARENA_MAX=$malloc_pools" \
    --jvm-option -Djava.awt.headless=true "${heap_options[@]}" \
    ${torch_libraries:+--env "PYTORCH_LIBRARY_PATH=$torch_libraries" --env "PYTORCH_FLAVOR=$jni_flavor"} \
    ${torch_libraries:+--jvm-option "-Djna.library.path=$state/cuda"} ${home_option:+--jvm-option "$home_option"} "$@"
}

# A kernel that still runs may open jars of the build used before this one; those of builds before that go.
remove_old_jars() {
  local old
  for old in $(ls -dt "$state"/jars-* 2>/dev/null | tail -n +3); do
    [ "$old" = "$jars" ] || rm -rf "$old"
  done
}

# Keeps what Jupyter writes inside the project, and our kernel before any other that is called "java".
use_own_folders() {
  export JUPYTER_CONFIG_DIR=${JUPYTER_CONFIG_DIR:-$state/jupyter/config}
  export JUPYTER_DATA_DIR=${JUPYTER_DATA_DIR:-$state/jupyter/data}
  export IPYTHONDIR=${IPYTHONDIR:-$state/jupyter/ipython}
  export JUPYTER_PATH=$venv/share/jupyter${JUPYTER_PATH:+:$JUPYTER_PATH}
  mkdir -p "$JUPYTER_CONFIG_DIR" "$JUPYTER_DATA_DIR" "$venv/share/jupyter/lab/settings"
  # No question about news and no look for updates at the first start; and a first TAB on a busy machine is not given up.
  cp "$environment/lab-settings.json" "$venv/share/jupyter/lab/settings/overrides.json"
}
