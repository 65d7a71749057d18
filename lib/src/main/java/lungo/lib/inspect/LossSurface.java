package lungo.lib.inspect;

import ai.djl.nn.Block;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import lungo.lib.display.Bundle;
import lungo.lib.display.Showable;
import lungo.lib.plot.ColorMap;
import lungo.lib.plot.HeatMap;

/**
 * A loss over two numbers, as colours and level lines, with the paths that optimisers take on it:
 *
 * <pre>{@code
 * LossSurface.of((a, b) -> a * a / 20 + b * b, -10, 10, -5, 5).path("SGD", as, bs).path("momentum", cs, ds)
 * LossSurface.around(net, () -> loss(net), 1)    // in two random directions of its weights
 * }</pre>
 */
public final class LossSurface implements Showable {
    private static final int STEPS = 81;
    private static final int LEVELS = 12;

    /** A logarithmic scale goes down to the least loss above 0, but no further than this share of the greatest. */
    private static final double FLOOR = 1e-6;

    private final double[] x;
    private final double[] y;
    private final double[][] z;
    private final List<Path> paths = new ArrayList<>();
    private String title = "Loss surface";
    private String xTitle;
    private String yTitle;
    private boolean log;

    private record Path(String name, double[] x, double[] y) {
        String words() {
            var last = x.length - 1;
            return name + " goes from (" + text(x[0]) + ", " + text(y[0]) + ") to (" + text(x[last]) + ", "
                    + text(y[last]) + ") in " + last + " steps";
        }
    }

    private LossSurface(double[] x, double[] y, double[][] z, String xTitle, String yTitle) {
        this.x = x;
        this.y = y;
        this.z = z;
        this.xTitle = xTitle;
        this.yTitle = yTitle;
    }

    /**
     * The surface of {@code loss} for a from {@code aLow} to {@code aHigh} and b alike, computed at once at 81 by 81 places.
     * What is not finite stays white. Throws IllegalArgumentException where a high is not above its low.
     */
    public static LossSurface of(DoubleBinaryOperator loss, double aLow, double aHigh, double bLow, double bHigh) {
        var x = places(aLow, aHigh, STEPS);
        var y = places(bLow, bHigh, STEPS);
        var z = Arrays.stream(y)
                .mapToObj(
                        b -> Arrays.stream(x).map(a -> loss.applyAsDouble(a, b)).toArray())
                .toArray(double[][]::new);
        return new LossSurface(x, y, z, "w1", "w2");
    }

    /** As {@link #around(Block, DoubleSupplier, long, double, int)}, of radius 1 and 21 by 21 places. */
    public static LossSurface around(Block net, DoubleSupplier loss, long seed) {
        return around(net, loss, seed, 1, 21);
    }

    /**
     * The surface of {@code loss}, which runs {@code net} and gives one number, where its weights are moved by up to
     * {@code radius} along two random directions, each filter of a direction as long as the network's own; biases and
     * norms stay. It runs {@code steps} by {@code steps} times on this thread, recording nothing, and then puts the
     * weights back to the last bit, also after an error. Li et al. 2018, section 4. Throws IllegalArgumentException where
     * the network has no weights of two dimensions or more.
     */
    public static LossSurface around(Block net, DoubleSupplier loss, long seed, double radius, int steps) {
        Forward.requireInitialised(net);
        var at = places(-radius, radius, steps);
        var z = new double[steps][steps];
        try (var directions = WeightDirections.random(net, seed)) {
            for (int row = 0; row < steps; row++) {
                for (int column = 0; column < steps; column++) {
                    z[row][column] = directions.at(at[column], at[row], loss);
                }
            }
        }
        return new LossSurface(at, at, z, "along direction 1", "along direction 2").titled("Loss around the weights");
    }

    private static double[] places(double low, double high, int steps) {
        if (!(high > low) || steps < 2) {
            throw new IllegalArgumentException("A surface goes from a lower to a higher number in two steps at least,"
                    + " not from " + low + " to " + high + " in " + steps + ".");
        }
        return IntStream.range(0, steps)
                .mapToDouble(i -> low + (high - low) * i / (steps - 1))
                .toArray();
    }

    /** Titles the picture. */
    public LossSurface titled(String title) {
        this.title = title;
        return this;
    }

    /** Titles the axes. */
    public LossSurface axes(String xTitle, String yTitle) {
        this.xTitle = xTitle;
        this.yTitle = yTitle;
        return this;
    }

    /** Colours by the logarithm of the loss, so that a flat valley is seen. Throws IllegalStateException below 0. */
    public LossSurface log() {
        if (lowest() < 0) {
            throw new IllegalStateException("The loss goes down to " + lowest()
                    + ", which has no logarithm. Leave out log(), or add a constant to the loss.");
        }
        log = true;
        return this;
    }

    /** Draws an optimiser's path, from point to point; parts outside the surface are cut off. */
    public LossSurface path(String name, double[] xs, double[] ys) {
        paths.add(new Path(name, xs.clone(), ys.clone()));
        return this;
    }

    /** The least finite loss on the grid; NaN where none is finite. */
    public double lowest() {
        return finite().min().orElse(Double.NaN);
    }

    /** The greatest finite loss on the grid; NaN where none is finite. */
    public double highest() {
        return finite().max().orElse(Double.NaN);
    }

    /** The losses, {@code [row][column]}: rows along the second number, columns along the first. */
    public double[][] values() {
        return Arrays.stream(z).map(double[]::clone).toArray(double[][]::new);
    }

    private DoubleStream finite() {
        return Arrays.stream(z).flatMapToDouble(Arrays::stream).filter(Double::isFinite);
    }

    /** The picture. */
    public HeatMap map() {
        var floor = Math.max(
                highest() * FLOOR, finite().filter(loss -> loss > 0).min().orElse(1));
        var shown = Arrays.stream(z)
                .map(row -> Arrays.stream(row)
                        .map(loss -> log ? Math.log10(Math.max(floor, loss)) : loss)
                        .toArray())
                .toArray(double[][]::new);
        var low = log ? Math.log10(Math.max(floor, lowest())) : lowest();
        var high = log ? Math.log10(highest()) : highest();
        var map = HeatMap.of(title, x, y, shown)
                .axes(xTitle, yTitle)
                .colors(ColorMap.PALE, "loss")
                .describe(words());
        if (high > low) {
            map.levels(IntStream.rangeClosed(1, LEVELS)
                    .mapToDouble(i -> low + (high - low) * i / (LEVELS + 1))
                    .toArray());
        }
        if (log) {
            powers(map, low, high);
        }
        paths.forEach(path -> map.path(path.name, path.x, path.y));
        return map;
    }

    private static void powers(HeatMap map, double low, double high) {
        var digits = high - low > 2 ? List.of(1) : List.of(1, 2, 5);
        var values = IntStream.rangeClosed((int) Math.floor(low), (int) Math.ceil(high))
                .boxed()
                .flatMap(exponent -> digits.stream().map(digit -> digit * Math.pow(10, exponent)))
                .mapToDouble(Double::doubleValue)
                .toArray();
        map.barLabels(
                Arrays.stream(values).map(Math::log10).toArray(),
                Arrays.stream(values).mapToObj(LossSurface::text).toList());
    }

    /** {@code value} to three digits, without zeros at its end. */
    private static String text(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        var rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
        var size = Math.abs(value);
        return value == 0 || size >= 1e-3 && size < 1e6
                ? rounded.toPlainString()
                : String.format(Locale.ROOT, "%.0e", value);
    }

    private String words() {
        if (Double.isNaN(lowest())) {
            return "the loss is nowhere a finite number";
        }
        var parts = new ArrayList<>(List.of("the loss goes from " + text(lowest()) + " to " + text(highest())));
        paths.stream().filter(path -> path.x.length > 0).forEach(path -> parts.add(path.words()));
        return String.join("; ", parts);
    }

    @Override
    public Bundle bundle() {
        return map().bundle();
    }
}
