# Sourced by .binder/start: a session asks no network, and computes with as many threads as it was given cores. PyTorch would
# take all that the machine has, which is many more, and its threads would wait for each other.

# Whole cores of the quota, at least one: the hub's word, else that of Linux (cgroup v2, v1), else all there are.
session_cores() {
  local quota= period=100000
  if [ -n "${CPU_LIMIT:-}" ]; then
    quota=$CPU_LIMIT period=1
  elif [ -r /sys/fs/cgroup/cpu.max ]; then
    read -r quota period < /sys/fs/cgroup/cpu.max
  elif [ -r /sys/fs/cgroup/cpu/cpu.cfs_quota_us ]; then
    read -r quota < /sys/fs/cgroup/cpu/cpu.cfs_quota_us
  fi
  awk -v quota="$quota" -v period="$period" -v all="$(nproc)" \
    'BEGIN { n = quota + 0 > 0 ? int(quota / period) : all; if (n > all) n = all; if (n < 1) n = 1; print n }'
}

export DJL_OFFLINE=true LUNGO_OFFLINE=true
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-$(session_cores)}
