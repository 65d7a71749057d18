package lungo.lib.plot;

import java.awt.geom.Rectangle2D;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lungo.lib.display.Bundle;

/**
 * The grid of {@link SvgGrid} as one Plotly figure: figures with x and y axes become parts of it that can be zoomed, all
 * else stands in it as the SVG that it is.
 */
public final class PlotlyGrid {
    private static final double EDGE = 16;
    private static final double TITLE_MIDDLE = 19.5;

    private final GridPlaces grid;
    private final List<Map<String, Object>> traces = new ArrayList<>();
    private final Map<String, Object> layout = new LinkedHashMap<>();
    private final List<Object> annotations = new ArrayList<>();
    private final List<Object> images = new ArrayList<>();
    private final List<Object> frames = new ArrayList<>();

    private PlotlyGrid(GridPlaces grid) {
        this.grid = grid;
    }

    /**
     * The figure's JSON, of pictures that all have an SVG, in the places in which {@link SvgGrid#of} puts them. Without a
     * figure among them there is nothing to zoom, and the result is empty.
     */
    public static Map<String, Object> of(String title, int columns, int width, List<Bundle> pictures) {
        var svgs = pictures.stream()
                .map(picture -> String.valueOf(picture.data().get(Bundle.SVG)))
                .toList();
        var figure = new PlotlyGrid(GridPlaces.of(columns, width, svgs));
        figure.text("<b>" + Gallery.escape(title) + "</b>", EDGE, 20);
        for (int i = 0; i < svgs.size(); i++) {
            figure.add(pictures.get(i), svgs.get(i), i);
        }
        return figure.traces.isEmpty() ? Map.of() : figure.json();
    }

    private void add(Bundle picture, String svg, int index) {
        var place = grid.frames().get(index);
        frames.add(new Json()
                .put("type", "rect")
                .put("xref", "paper")
                .put("yref", "paper")
                .put("x0", across(place.getX()))
                .put("x1", across(place.getMaxX()))
                .put("y0", up(place.getMaxY()))
                .put("y1", up(place.getY()))
                .put("layer", "below")
                .put("line", Map.of("color", Palette.GRID, "width", 1))
                .tree());
        if (picture.data().get(Bundle.PLOTLY) instanceof Map<?, ?> json && isFlat(json)) {
            figure(new PlotlyPart(json, index + 1), grid.pictures().get(index));
        } else {
            image(svg, grid.pictures().get(index));
        }
    }

    private static boolean isFlat(Map<?, ?> figure) {
        return figure.get("data") instanceof List<?> data
                && data.stream()
                        .allMatch(trace -> trace instanceof Map<?, ?> map
                                && !List.of("pie", "scatter3d", "surface").contains(String.valueOf(map.get("type"))));
    }

    private void figure(PlotlyPart part, Rectangle2D place) {
        var plot = part.plot(place);
        traces.addAll(
                part.traces(across(plot.getMaxX() + 10), up(plot.getCenterY()), plot.getHeight() / grid.height()));
        layout.putAll(part.axes(
                x -> across(plot.getX() + x * plot.getWidth()), y -> up(plot.getMaxY() - y * plot.getHeight())));
        text(Gallery.escape(part.title()), place.getX() + EDGE, place.getY() + TITLE_MIDDLE);
        part.bars().forEach(layout::putIfAbsent);
    }

    private void image(String svg, Rectangle2D place) {
        var source = Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
        images.add(new Json()
                .put("source", "data:image/svg+xml;base64," + source)
                .put("xref", "paper")
                .put("yref", "paper")
                .put("x", across(place.getX()))
                .put("y", up(place.getY()))
                .put("sizex", place.getWidth() / grid.width())
                .put("sizey", place.getHeight() / grid.height())
                .put("xanchor", "left")
                .put("yanchor", "top")
                .put("layer", "below")
                .tree());
    }

    private void text(String text, double x, double y) {
        annotations.add(new Json()
                .put("text", text)
                .put("xref", "paper")
                .put("yref", "paper")
                .put("x", across(x))
                .put("y", up(y))
                .put("xanchor", "left")
                .put("yanchor", "middle")
                .put("showarrow", false)
                .put("font", Map.of("size", Theme.TITLE_SIZE))
                .tree());
    }

    private double across(double x) {
        return x / grid.width();
    }

    private double up(double y) {
        return 1 - y / grid.height();
    }

    private Map<String, Object> json() {
        layout.put("width", grid.width());
        layout.put("height", grid.height());
        layout.put("margin", Map.of("l", 0, "r", 0, "t", 0, "b", 0));
        layout.put("showlegend", true);
        layout.put("paper_bgcolor", Palette.PAPER);
        layout.put("plot_bgcolor", Palette.PAPER);
        layout.put("font", Map.of("family", Theme.FONT, "size", Theme.FONT_SIZE, "color", Palette.TEXT));
        layout.put("annotations", annotations);
        layout.put("images", images);
        layout.put("shapes", frames);
        return new Json().put("data", traces).put("layout", layout).tree();
    }
}
