package lungo.lib.plot;

import java.util.ArrayList;
import java.util.List;
import org.jfree.data.xy.AbstractIntervalXYDataset;

/** Rectangles in axis positions: the bars of a chart, the cells of a heat map. */
final class Rectangles extends AbstractIntervalXYDataset {
    private static final long serialVersionUID = 1L;

    private record Rectangle(double x0, double x1, double y0, double y1) {}

    private final transient List<Rectangle> all = new ArrayList<>();

    /** Adds the rectangle between two corners; one with a NaN is passed over when drawn. */
    void add(double x0, double x1, double y0, double y1) {
        all.add(new Rectangle(x0, x1, y0, y1));
    }

    /** What the rectangles cover on the x axis, with air beyond what does not end at {@code base}. */
    Extent x(double base) {
        return all.stream()
                .map(r -> Extent.of(new double[] {r.x0, r.x1}, false))
                .map(e -> air(e, base))
                .reduce(Extent.NONE, Extent::and);
    }

    /** As {@link #x}, on the y axis. */
    Extent y(double base) {
        return all.stream()
                .map(r -> Extent.of(new double[] {r.y0, r.y1}, false))
                .map(e -> air(e, base))
                .reduce(Extent.NONE, Extent::and);
    }

    private static Extent air(Extent extent, double base) {
        return Double.isNaN(base)
                ? extent
                : new Extent(extent.low(), extent.high(), extent.low() != base, extent.high() != base);
    }

    @Override
    public int getSeriesCount() {
        return 1;
    }

    @Override
    public Comparable<?> getSeriesKey(int series) {
        return "rectangles";
    }

    @Override
    public int getItemCount(int series) {
        return all.size();
    }

    @Override
    public Number getX(int series, int item) {
        return (all.get(item).x0 + all.get(item).x1) / 2;
    }

    @Override
    public Number getY(int series, int item) {
        return (all.get(item).y0 + all.get(item).y1) / 2;
    }

    @Override
    public Number getStartX(int series, int item) {
        return Math.min(all.get(item).x0, all.get(item).x1);
    }

    @Override
    public Number getEndX(int series, int item) {
        return Math.max(all.get(item).x0, all.get(item).x1);
    }

    @Override
    public Number getStartY(int series, int item) {
        return Math.min(all.get(item).y0, all.get(item).y1);
    }

    @Override
    public Number getEndY(int series, int item) {
        return Math.max(all.get(item).y0, all.get(item).y1);
    }
}
