package lungo.lib.display;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Single numbers as a person reads them. */
final class Digits {
    private Digits() {}

    /** {@code value} with up to six digits, and an exponent only where it is very great or very small. */
    static String of(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        var size = Math.abs(value);
        if (size != 0 && (size < 1e-4 || size >= 1e9)) {
            return String.format(Locale.ROOT, "%.4e", value);
        }
        if (value == Math.rint(value)) {
            return String.valueOf((long) value);
        }
        var digits = size >= 1e5 ? 8 : 6;
        return new BigDecimal(value)
                .round(new MathContext(digits))
                .stripTrailingZeros()
                .toPlainString();
    }
}
