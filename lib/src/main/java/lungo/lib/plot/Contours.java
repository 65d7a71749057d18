package lungo.lib.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Level lines of values on a grid, by marching squares: a cell of four values is crossed where two neighbours lie on
 * different sides of the level, and the crossings are joined into lines. A saddle is parted by the mean of its corners.
 */
final class Contours {
    /** A crossing, in positions on the grid: column and row, of which one is whole. */
    private record Point(double column, double row) {}

    private final double[][] z;
    private final double level;
    private final Map<Point, List<Point>> neighbours = new LinkedHashMap<>();

    private Contours(double[][] z, double level) {
        this.z = z;
        this.level = level;
    }

    /**
     * The lines where {@code z}, rows of values at {@code x} and {@code y}, is {@code level}: their x in one array and
     * their y in another, NaN after each line. Cells that hold a NaN are passed over.
     */
    static double[][] of(double[] x, double[] y, double[][] z, double level) {
        var contours = new Contours(z, level);
        for (int row = 0; row + 1 < z.length; row++) {
            for (int column = 0; column + 1 < z[row].length; column++) {
                contours.cell(row, column);
            }
        }
        var lines = contours.lines();
        return new double[][] {
            lines.stream()
                    .mapToDouble(p -> p == null ? Double.NaN : between(x, p.column))
                    .toArray(),
            lines.stream()
                    .mapToDouble(p -> p == null ? Double.NaN : between(y, p.row))
                    .toArray()
        };
    }

    private void cell(int row, int column) {
        var bottomLeft = z[row][column];
        var bottomRight = z[row][column + 1];
        var topLeft = z[row + 1][column];
        var topRight = z[row + 1][column + 1];
        var mean = (bottomLeft + bottomRight + topLeft + topRight) / 4;
        if (!Double.isFinite(mean)) {
            return;
        }
        var crossings = new ArrayList<Point>();
        cross(crossings, bottomLeft, bottomRight, column, row, 1, 0);
        cross(crossings, bottomRight, topRight, column + 1, row, 0, 1);
        cross(crossings, topLeft, topRight, column, row + 1, 1, 0);
        cross(crossings, bottomLeft, topLeft, column, row, 0, 1);
        if (crossings.size() == 2) {
            join(crossings.get(0), crossings.get(1));
        } else if (crossings.size() == 4) {
            // Bottom, right, top, left: the middle goes with one pair of opposite corners and parts the other two.
            var turn = mean > level == bottomLeft > level ? 1 : 3;
            join(crossings.get(0), crossings.get(turn));
            join(crossings.get(2), crossings.get(4 - turn));
        }
    }

    private void cross(List<Point> crossings, double from, double to, int column, int row, int right, int up) {
        if (from > level != to > level) {
            var share = (level - from) / (to - from);
            crossings.add(new Point(column + right * share, row + up * share));
        }
    }

    private void join(Point a, Point b) {
        if (!a.equals(b)) {
            neighbours.computeIfAbsent(a, key -> new ArrayList<>()).add(b);
            neighbours.computeIfAbsent(b, key -> new ArrayList<>()).add(a);
        }
    }

    /** The points of all lines in order, null after each: first the lines that end at the grid's edge, then the rings. */
    private List<Point> lines() {
        var lines = new ArrayList<Point>();
        for (var ends : new boolean[] {true, false}) {
            for (var start : neighbours.keySet()) {
                while (ends
                        ? neighbours.get(start).size() == 1
                        : !neighbours.get(start).isEmpty()) {
                    walk(start, lines);
                    lines.add(null);
                }
            }
        }
        return lines;
    }

    private void walk(Point start, List<Point> line) {
        var at = start;
        line.add(at);
        while (!neighbours.get(at).isEmpty()) {
            var next = neighbours.get(at).remove(0);
            neighbours.get(next).remove(at);
            line.add(next);
            at = next;
        }
    }

    private static double between(double[] places, double position) {
        var low = (int) Math.min(Math.floor(position), places.length - 1);
        var share = position - low;
        return share == 0 ? places[low] : places[low] + share * (places[low + 1] - places[low]);
    }
}
