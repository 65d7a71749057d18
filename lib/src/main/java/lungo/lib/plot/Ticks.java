package lungo.lib.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round positions on an axis and their labels, as plotly.js writes them (10k, 1.5M; no 1e4). */
record Ticks(List<Double> positions, List<String> labels) {
    private static final String SUPERSCRIPTS = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";

    /** Round numbers from {@code low} to {@code high}, about {@code count} of them, and two at least: one is no scale. */
    static Ticks linear(double low, double high, int count) {
        var ticks = every(low, high, roundUp((high - low) / Math.max(1, count)));
        return ticks.positions().size() > 1 || !(high > low) ? ticks : every(low, high, roundUp((high - low) / 5));
    }

    /** Multiples of {@code step} from {@code low} to {@code high}. */
    static Ticks every(double low, double high, double step) {
        var positions = new ArrayList<Double>();
        var labels = new ArrayList<String>();
        var slack = step * 1e-6;
        for (var i = Math.ceil((low - slack) / step); i * step <= high + slack; i++) {
            positions.add(i * step);
            labels.add(label(i * step, step));
        }
        return new Ticks(positions, labels);
    }

    /**
     * Powers of ten between the exponents {@code low} and {@code high}: within two decades 2s and 5s too, and of many
     * decades every second, fifth or tenth, so that there are {@code count} to twice as many: their labels are short.
     */
    static Ticks log(double low, double high, int count) {
        var apart = (int) Math.max(1, roundUp((high - low) / (1.5 * Math.max(1, count))));
        var digits = high - low > 2 ? new int[] {1} : new int[] {1, 2, 5};
        var positions = new ArrayList<Double>();
        var labels = new ArrayList<String>();
        for (var exponent = Math.floor(low / apart) * apart; exponent <= high; exponent += apart) {
            for (var digit : digits) {
                var position = exponent + Math.log10(digit);
                if (position >= low - 1e-9 && position <= high + 1e-9) {
                    positions.add(position);
                    labels.add(power(digit, (int) exponent));
                }
            }
        }
        return new Ticks(positions, labels);
    }

    private static String power(int digit, int exponent) {
        if (Math.abs(exponent) <= 3) {
            var value = digit * Math.pow(10, exponent);
            return label(value, value);
        }
        var raised = new StringBuilder(digit == 1 ? "10" : digit + "×10");
        for (var character : String.valueOf(exponent).toCharArray()) {
            raised.append(character == '-' ? '\u207b' : SUPERSCRIPTS.charAt(character - '0'));
        }
        return raised.toString();
    }

    /** The least of 1, 2 and 5 times a power of ten that is not below {@code value}; 1 where that is not positive. */
    static double roundUp(double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            return 1;
        }
        var power = Math.pow(10, Math.floor(Math.log10(value)));
        for (var factor : new int[] {1, 2, 5}) {
            if (factor * power >= value * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static String label(double value, double step) {
        var size = Math.abs(value) < step / 2 ? 0 : Math.abs(value);
        if (size >= 1e13 || (size > 0 && step < 1e-6)) {
            return String.format(Locale.ROOT, "%.3g", value);
        }
        var unit = size >= 1e9 ? 1e9 : size >= 1e6 ? 1e6 : size >= 1e4 ? 1e3 : 1;
        var suffix = unit == 1e9 ? "B" : unit == 1e6 ? "M" : unit == 1e3 ? "k" : "";
        var decimals = (int) Math.max(0, Math.ceil(-Math.log10(step / unit) - 1e-9));
        var digits = String.format(Locale.ROOT, "%." + Math.min(decimals, 9) + "f", size / unit);
        var text = (digits.contains(".") ? digits.replaceAll("\\.?0+$", "") : digits) + suffix;
        return value < 0 && size > 0 ? "\u2212" + text : text;
    }
}
