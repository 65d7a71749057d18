package lungo.lib.train;

import ai.djl.Device;

/**
 * When to read the losses. On a CPU every ten steps, where reading costs nothing; on a GPU, which would have to be waited
 * for, twice a second.
 */
final class Pace {

    private static final int STEPS = 10;
    private static final long NANOS = 500_000_000;

    private final boolean byTime;
    private long last = System.nanoTime();

    Pace(Device device) {
        this.byTime = device.isGpu();
    }

    /** Whether to read after step number {@code step}. */
    boolean isDue(int step) {
        if (!byTime) {
            return step % STEPS == 0;
        }
        long now = System.nanoTime();
        if (now - last < NANOS) {
            return false;
        }
        last = now;
        return true;
    }
}
