package lungo.lib.progress;

import java.util.Locale;

/** The words of a progress bar: share done, count, rate, time taken and time left. */
record ProgressLine(String label, long total, boolean bytes) {

    private static final int WIDTH = 24;
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    ProgressLine {
        if (total < 1) {
            throw new IllegalArgumentException("A progress bar needs at least one step, not " + total + ".");
        }
    }

    String text(long done, double seconds, String note) {
        double share = Math.min(1, Math.max(0, done / (double) total));
        double rate = seconds > 0 ? done / seconds : 0;
        var text = new StringBuilder(label)
                .append(" ▕")
                .append(bar(share))
                .append("▏ ")
                .append(String.format(Locale.ROOT, "%3d %%  ", (int) (share * 100)))
                .append(count(done, rate));
        if (done >= total) {
            text.append(" · took ").append(time(seconds));
        } else {
            text.append(" · ").append(time(seconds)).append(" so far");
            if (done > 0) {
                text.append(", ").append(time((total - done) / rate)).append(" left");
            }
        }
        return note.isEmpty() ? text.toString() : text + " · " + note;
    }

    private static String bar(double share) {
        int eighths = (int) (share * WIDTH * 8);
        var bar = new StringBuilder("█".repeat(eighths / 8));
        if (eighths % 8 != 0) {
            bar.append(EIGHTHS.charAt(eighths % 8));
        }
        return bar.append(" ".repeat(WIDTH - bar.length())).toString();
    }

    private String count(long done, double rate) {
        if (bytes) {
            return String.format(Locale.ROOT, "%.1f of %.1f MB, %.1f MB/s", done / 1e6, total / 1e6, rate / 1e6);
        }
        String speed = rate >= 10 || rate == 0 ? "%d/%d, %.0f a second" : "%d/%d, %.1f a second";
        return String.format(Locale.ROOT, speed, done, total, rate);
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        if (whole >= 3600) {
            return String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
        }
        return whole >= 60
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
    }
}
