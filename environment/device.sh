# Sourced by setup.sh: chooses what notebooks compute on, the CPU or a GPU, and the build of PyTorch's libraries for it.
# LUNGO_DEVICE=cpu or cuda decides instead of what is seen; LUNGO_TORCH names a Python environment with PyTorch for CUDA.
#
# A CPU build on the class path keeps DJL from ever looking for another, so it lies in a folder of its own. DJL sees GPUs
# through a libcudart.so on JNA's path only; a link to the one found is laid there.

jni_flavor=cu128 # the one CUDA flavour in DJL's JNI jar; it calls libtorch alone, whichever CUDA 12 that was built with
oldest_driver=525 # of NVIDIA, for CUDA 12

torch_version() { sed -n 's:.*<pytorch.version>\(.*\)</pytorch.version>.*:\1:p' "$project/pom.xml"; }

# The GPUs that NVIDIA's driver knows, a line each: "NAME, DRIVER". Fails where there is none.
gpus() {
  local smi rows
  for smi in nvidia-smi /usr/lib/wsl/lib/nvidia-smi; do
    rows=$("$smi" --query-gpu=name,driver_version --format=csv,noheader 2>/dev/null) && [ -n "$rows" ] \
      && { say "$rows"; return; }
  done
  driver_rows "${LUNGO_PROC:-/proc}/driver/nvidia"
}

# driver_rows FOLDER: the same from the driver's own files, for containers without nvidia-smi.
driver_rows() {
  local version card found=1
  version=$(sed -n 's/^NVRM version:.*  \([0-9][0-9.]*\)  .*/\1/p' "$1/version" 2>/dev/null)
  for card in "$1"/gpus/*/information; do
    [ -f "$card" ] || continue
    say "$(sed -n 's/^Model:[[:space:]]*//p' "$card"), ${version:-unknown}"
    found=0
  done
  return "$found"
}

# Sets device (cpu or cuda) and why; for cuda torch_libraries and cudart too, which stay empty where PyTorch is to be downloaded.
find_device() {
  device=cpu torch_libraries= cudart= seen=
  case "${LUNGO_DEVICE:-}" in
    cpu) why="LUNGO_DEVICE=cpu"; return ;;
    '' | cuda | cuda:[0-9] | cuda:[0-9][0-9]) ;;
    *) fail "LUNGO_DEVICE is \"$LUNGO_DEVICE\"." "Set it to cpu, to cuda, or to cuda:1 for the second GPU; or not at all." ;;
  esac
  seen=$(gpus) || { refuse_cuda "no NVIDIA GPU is seen" \
    "nvidia-smi must name one: install NVIDIA's driver; a container is to be started with --gpus all."; return; }
  [ "$(uname -s) $(uname -m)" = "Linux x86_64" ] || { refuse_cuda "DJL has PyTorch for CUDA on Linux x86-64 only" \
    "This is $(uname -s) $(uname -m)."; return; }
  driver_is_new || return 0
  find_torch
  if [ -z "${LUNGO_DEVICE:-}" ] && [ "$(head -n 1 "$state/cuda.failed" 2>/dev/null)" = "$(cuda_stamp)" ]; then
    why=$(tail -n 1 "$state/cuda.failed") torch_libraries= cudart=
  else
    device=cuda why=$(say "$seen" | head -n 1)
  fi
}

# What a failure of CUDA is remembered for: another driver, GPU or PyTorch is tried anew.
cuda_stamp() { printf '%s\n' "$(say "$seen" | tr '\n' ' ') $torch_libraries"; }

# refuse_cuda REASON REMEDY: an error where CUDA was asked for by name, else the CPU with the reason.
refuse_cuda() {
  [ -z "${LUNGO_DEVICE:-}" ] || fail "LUNGO_DEVICE=$LUNGO_DEVICE, but $1." "$2
Or compute on the CPU: LUNGO_DEVICE=cpu"
  device=cpu why=$1
}

driver_is_new() {
  local version
  version=$(echo "$seen" | sed -n '1s/.*, \([0-9]*\).*/\1/p')
  [ -z "$version" ] || [ "$version" -ge "$oldest_driver" ] || {
    refuse_cuda "NVIDIA's driver $version is too old for CUDA 12" "Install a driver of version $oldest_driver or newer."
    return 1
  }
}

# Looks for PyTorch for CUDA of our version, with a libcudart: what pip installed, then what DJL has downloaded.
find_torch() {
  local folder version
  while IFS= read -r folder; do
    [ -n "$folder" ] || continue
    version=$(sed -n "s/^__version__ = '\(.*\)'/\1/p" "$folder/version.py")
    [ "${version%%+*}" = "$(torch_version)" ] && [ -f "$folder/lib/libtorch_cuda.so" ] \
      && take_torch "$folder/lib" "$folder/lib" "$folder/../nvidia/cuda_runtime/lib" && return
  done << END
$(torch_folders)
END
  [ -z "${LUNGO_TORCH:-}" ] || fail "LUNGO_TORCH=$LUNGO_TORCH holds ${version:+PyTorch $version, and }no PyTorch $(torch_version) for CUDA." \
    "It names a Python environment, or the folder torch in its site-packages. In it: pip install torch==$(torch_version)"
  folder=$(djl_folder)
  [ -f "$folder/libtorch_cuda.so" ] && take_torch "$folder" "$folder"
}

# The folders called torch, a line each: in LUNGO_TORCH alone, where that is set; else in the active environments and in our Python's.
torch_folders() {
  local place
  if [ -n "${LUNGO_TORCH:-}" ]; then
    torch_in "$LUNGO_TORCH"
  else
    for place in "${VIRTUAL_ENV:-/none}" "${CONDA_PREFIX:-/none}" "$("$python" -c 'import sys; print(sys.prefix)')"; do
      torch_in "$place"
    done
  fi
}

torch_in() {
  ls -d "$1/version.py" "$1"/lib/python3*/*-packages/torch/version.py 2>/dev/null | sed 's:/version\.py$::'
}

djl_folder() { say "${DJL_CACHE_DIR:-$HOME/.djl.ai}/pytorch/$(torch_version)-$jni_flavor-linux-x86_64"; }

# take_torch LIBRARIES FOLDER…: takes these libraries with the first libcudart in the folders, or in the system's.
take_torch() {
  local folder found
  torch_libraries=$(cd "$1" && pwd -P)
  shift
  for folder in "$@" /usr/local/cuda/lib64 /usr/local/cuda-12*/lib64 /usr/lib/x86_64-linux-gnu; do
    found=$(ls -d "$folder"/libcudart.so.12 "$folder"/libcudart*.so* 2>/dev/null | head -n 1)
    [ -z "$found" ] || { cudart=$(cd "$(dirname "$found")" && pwd -P)/$(basename "$found"); return; }
  done
  torch_libraries=
  return 1
}

# DJL's own download of PyTorch for CUDA.
download_cuda() {
  attempt "Downloading PyTorch for CUDA, about 2.5 GB" "$state/cuda.log" "" \
    first_use cpu DJL_OFFLINE=false "PYTORCH_FLAVOR=$jni_flavor" && find_torch && return
  give_up_cuda "PyTorch for CUDA could not be downloaded from publish.djl.ai" "
Or bring it with pip, in a Python environment: pip install torch==$(torch_version)    and then: LUNGO_TORCH=ENVIRONMENT environment/lab"
}

# give_up_cuda REASON [REMEDY]: ends where CUDA was asked for by name; else goes on with the CPU, and remembers why.
give_up_cuda() {
  local reason=${1:-PyTorch for CUDA does not load} again
  again="When that is mended: LUNGO_DEVICE=cuda environment/lab --check${2:-}"
  [ -z "${LUNGO_DEVICE:-}" ] || fail_with_log "$state/cuda.log" "The GPU cannot be used. $reason" "$again
Or compute on the CPU: LUNGO_DEVICE=cpu"
  why="a GPU is there, but it cannot be used: $reason"
  { cuda_stamp; say "$why"; } > "$state/cuda.failed"
  device=cpu torch_libraries= cudart=
  say "  note: $why"
  say "$again
Going on with the CPU. The log: $state/cuda.log" | sed 's/^/  /'
}

# The jars of every notebook. With the CUDA build the CPU one stays out of it.
notebook_classpath() {
  if [ "$device" = cuda ]; then say "$jars/lib/*"; else say "$jars/lib/*:$jars/cpu/*"; fi
}

# cuda_is_missing: the GPU is to be used, and PyTorch for it is still to be downloaded.
cuda_is_missing() { [ "$device" = cuda ] && [ -z "$torch_libraries" ]; }

link_cudart() {
  [ "$device" = cuda ] || return 0
  mkdir -p "$state/cuda" && ln -sf "$cudart" "$state/cuda/libcudart.so" || fail "Cannot write to $state/cuda." "Is the disk full?"
}
