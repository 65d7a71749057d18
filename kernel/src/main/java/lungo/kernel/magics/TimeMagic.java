package lungo.kernel.magics;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/** {@code %time} and {@code %%time}: how long code takes by the clock, and how much work that is for all cores. */
final class TimeMagic {
    private final Session session;

    TimeMagic(Session session) {
        this.session = session;
    }

    Magic magic() {
        return Magic.both(
                List.of("time"),
                "%time CODE  or  %%time",
                "Runs a line or a cell, prints the CPU time of all threads and the time by the clock; returns its value.",
                args -> time(String.join(" ", args)),
                (args, body) -> time(String.join(" ", args) + "\n" + body));
    }

    private Object time(String code) throws Exception {
        if (code.isBlank()) {
            throw new MagicException("%time needs code to time: %time expression, or %%time above a cell's code.");
        }
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpu = system.getProcessCpuTime();
        long wall = System.nanoTime();
        try {
            return session.eval(code);
        } finally {
            long wallTook = System.nanoTime() - wall;
            long cpuTook = system.getProcessCpuTime() - cpu;
            session.out().println("CPU time: " + cpu(cpuTook) + ", all threads");
            session.out().println("Wall time: " + format(wallTook));
        }
    }

    /** Systems count a process's time in steps of 10 ms; figures below that would be made up. */
    private static String cpu(long nanos) {
        long step = 10_000_000;
        long rounded = (nanos + step / 2) / step * step;
        return nanos < step ? "under 10 ms" : rounded < 1_000_000_000 ? rounded / 1_000_000 + " ms" : format(rounded);
    }

    /** {@code nanos} to three figures, in the unit that suits it. */
    static String format(long nanos) {
        if (nanos >= 60_000_000_000L) {
            long seconds = Math.round(nanos / 1e9);
            var hours = seconds >= 3600 ? seconds / 3600 + " h " : "";
            return hours + seconds / 60 % 60 + " min " + seconds % 60 + " s";
        }
        double value = nanos;
        var units = List.of("ns", "µs", "ms", "s");
        int unit = 0;
        while (value >= 999.5 && unit < 3) {
            value /= 1000;
            unit++;
        }
        int decimals = unit == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f %s", value, units.get(unit));
    }
}
