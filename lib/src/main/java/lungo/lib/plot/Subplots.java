package lungo.lib.plot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces a layout's {@code grid} by the domains of its axes. Plotly would do so itself; done here, the SVG and Plotly
 * agree, and every column gets the settings of the one x axis that jsplot's Layout has.
 */
final class Subplots {
    private Subplots() {}

    static void apply(Map<String, Object> layout) {
        var grid = Json.object(layout, "grid");
        layout.remove("grid");
        if (grid.isEmpty()) {
            return;
        }
        var rows = (int) Json.number(grid, "rows", 1);
        var columns = (int) Json.number(grid, "columns", 1);
        var independent = "independent".equals(grid.get("pattern"));
        var topDown = !"bottom to top".equals(grid.get("roworder"));
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                var cell = row * columns + column + 1;
                var x = independent ? cell : column + 1;
                var y = independent ? cell : row + 1;
                var xDomain = domain(column, columns, Json.number(grid, "xgap", independent ? 0.2 : 0.1));
                var yDomain = domain(
                        topDown ? rows - 1 - row : row, rows, Json.number(grid, "ygap", independent ? 0.3 : 0.1));
                // A shared axis is drawn at the lowest row and the first column.
                place(layout, "x", x, xDomain, "y" + number(independent ? y : topDown ? rows : 1), "xaxis");
                place(layout, "y", y, yDomain, "x" + number(independent ? x : 1), "");
            }
        }
    }

    /** The share of the plot that cell {@code index} of {@code count} takes, the gap being a share of a cell. */
    private static List<Double> domain(int index, int count, double gap) {
        var step = 1 / (count - gap);
        return List.of(step * index, Math.min(1, step * (index + 1 - gap)));
    }

    private static void place(
            Map<String, Object> layout, String letter, int number, List<Double> domain, String anchor, String model) {
        var name = letter + "axis" + number(number);
        var axis = new LinkedHashMap<>(Json.object(layout, layout.containsKey(name) ? name : model));
        axis.put("domain", domain);
        axis.put("anchor", anchor);
        layout.put(name, axis);
    }

    private static String number(int axis) {
        return axis == 1 ? "" : String.valueOf(axis);
    }
}
