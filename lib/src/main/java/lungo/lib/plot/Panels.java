package lungo.lib.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lungo.lib.display.Bundle;
import lungo.lib.display.Output;
import lungo.lib.display.Showable;
import tech.tablesaw.plotly.components.Figure;

/**
 * Pictures side by side under one title: charts, galleries, heat maps, Tablesaw figures.
 *
 * <pre>{@code
 * Panels.titled("Three degrees").columns(3, 280).add(first).add(second).add(third)
 * }</pre>
 */
public final class Panels implements Showable {
    private final String title;
    private final List<Bundle> pictures = new ArrayList<>();
    private int columns = 2;
    private int width = 412;

    private Panels(String title) {
        Output.connect();
        this.title = title;
    }

    /** No pictures yet, two to stand in a row, each 412 pixels wide at most. */
    public static Panels titled(String title) {
        return new Panels(title);
    }

    /** Sets how many stand in a row and how wide each may be, in pixels: a wider one is scaled down. */
    public Panels columns(int count, int pixels) {
        if (count < 1 || pixels < 1) {
            throw new IllegalArgumentException("Panels stand in at least one column, of at least one pixel; got "
                    + count + " columns of " + pixels + " pixels.");
        }
        columns = count;
        width = pixels;
        return this;
    }

    /** Adds a picture as it is now. Throws IllegalArgumentException for what has no SVG, such as a figure in space. */
    public Panels add(Showable picture) {
        return add(picture.bundle());
    }

    /** Adds a figure. Throws IllegalArgumentException for one that only Plotly can draw. */
    public Panels add(Figure figure) {
        return add(new FigureRendering().render(figure));
    }

    private Panels add(Bundle picture) {
        if (!picture.data().containsKey(Bundle.SVG)) {
            throw new IllegalArgumentException(
                    "This has no SVG to stand beside others: " + picture.text() + ". Show it in a cell of its own.");
        }
        pictures.add(picture);
        return this;
    }

    /** How many pictures were added. */
    public int count() {
        return pictures.size();
    }

    @Override
    public Bundle bundle() {
        var svgs = pictures.stream()
                .map(picture -> String.valueOf(picture.data().get(Bundle.SVG)))
                .toList();
        var text = pictures.stream()
                .map(picture -> "\n" + picture.text().indent(2).stripTrailing())
                .collect(Collectors.joining("", title, ""));
        var whole = new Bundle(Map.of(Bundle.SVG, SvgGrid.of(title, title, columns, width, svgs), Bundle.TEXT, text));
        var figure = PlotlyGrid.of(title, columns, width, pictures);
        return figure.isEmpty() ? whole : whole.and(Bundle.PLOTLY, figure);
    }
}
