package lungo.lib.device;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The memory of a device, in bytes: all of it, and what is free for anyone. What libtorch has freed on a GPU and keeps for
 * its next arrays counts as taken.
 */
public record DeviceMemory(Device device, long total, long free) {

    private static final double GIB = 1 << 30;
    private static final Path MEMINFO = Path.of("/proc/meminfo");

    static DeviceMemory of(Device device) {
        if (device.isGpu()) {
            var gpu = CudaUtils.getGpuMemory(device);
            return new DeviceMemory(device, gpu.getMax(), gpu.getMax() - gpu.getUsed());
        }
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long total = system.getTotalMemorySize();
        return new DeviceMemory(device, total, Math.min(total, available(system)));
    }

    /** Linux counts its file cache as used, and would give it up: it says itself what can be had. */
    private static long available(OperatingSystemMXBean system) {
        try (var lines = Files.lines(MEMINFO)) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .map(kibibytes -> kibibytes * 1024)
                    .findFirst()
                    .orElseGet(system::getFreeMemorySize);
        } catch (IOException otherSystem) {
            return system.getFreeMemorySize();
        }
    }

    /** "79.1 GiB, 78.6 GiB free". */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f GiB, %.1f GiB free", total / GIB, free / GIB);
    }
}
