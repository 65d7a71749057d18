package lungo.lib.inspect;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lungo.lib.display.BlockNames;
import lungo.lib.display.Bundle;
import lungo.lib.display.Output;
import lungo.lib.display.Showable;
import lungo.lib.inspect.Stage.Sort;

/**
 * A network drawn from left to right, a slab for what comes out of each stage: as high as the feature maps, as thick as
 * there are channels, both on a logarithmic scale.
 *
 * <pre>{@code
 * ArchitectureDrawing.of(net, new Shape(1, 3, 32, 32)).titled("LeNet-5")
 * }</pre>
 *
 * <p>Norms, activations and dropout are written with the layer that they belong to, and stages that repeat are drawn once
 * with their number. A Residual, Concat or ParallelBlock is drawn with its branches; any other block that holds blocks
 * counts as a chain of them, in their order. Works for any network, initialised or not, and leaves it as it was.
 */
public final class ArchitectureDrawing implements Showable {
    private static final int WIDTH = 980;
    private static final int EDGE = 14;
    private static final String SCALES = "height: pixels, thickness: channels (logarithms)";
    private static final int HEAD = 62;
    private static final int BETWEEN = 8;
    private static final int ABOVE = 34;

    private final String title;
    private final long parameters;
    private final List<Stage> stages;

    private ArchitectureDrawing(String title, long parameters, List<Stage> stages) {
        Output.connect();
        this.title = title;
        this.parameters = parameters;
        this.stages = stages;
    }

    /**
     * The drawing for an input of shape {@code input}, a batch with the number of examples first. Throws
     * IllegalArgumentException where the network does not take it.
     */
    public static ArchitectureDrawing of(Block net, Shape input) {
        return BlockShapes.of(net, new Shape[] {input}, shapes -> {
            var stages = new ArrayList<Stage>();
            stages.add(Stage.of(Sort.INPUT, "input", "", Optional.of(input)));
            stages.addAll(Stages.of(net, shapes));
            var parameters = ModelSummary.parameters(net);
            return new ArchitectureDrawing(BlockNames.kind(net), parameters, List.copyOf(stages));
        });
    }

    /** The same under another title than the block's kind. */
    public ArchitectureDrawing titled(String title) {
        return new ArchitectureDrawing(title, parameters, stages);
    }

    private String heading() {
        return String.format(Locale.ROOT, "%s: %,d parameters", title, parameters);
    }

    /** The stages in words, a line for each. */
    @Override
    public String toString() {
        return stages.stream()
                .map(stage -> "\n  " + stage.words() + " → " + stage.size())
                .collect(Collectors.joining("", heading(), ""));
    }

    @Override
    public Bundle bundle() {
        return new Bundle(Map.of(Bundle.SVG, svg(), Bundle.TEXT, toString()));
    }

    private String svg() {
        var rows = rows();
        var width = rows.stream().mapToDouble(ArchitectureDrawing::width).max().orElse(0) + 2 * EDGE;
        var pen = new Pen();
        width = Math.max(width, drawHead(pen));
        double y = HEAD;
        for (var row : rows) {
            y = drawRow(pen, row, y, row == rows.get(0));
        }
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"%3$s\" width=\"%1$.0f\""
                        + " height=\"%2$.0f\" viewBox=\"0 0 %1$.0f %2$.0f\" style=\"max-width:100%%;height:auto\""
                        + " font-family=\"'Open Sans', verdana, arial, sans-serif\" font-size=\"%4$d\" fill=\"%5$s\">"
                        + "<title>%3$s</title><rect width=\"%1$.0f\" height=\"%2$.0f\" rx=\"4\" fill=\"white\"/>%6$s</svg>",
                width,
                y,
                Pen.escape("Architecture of " + this),
                Pen.FONT,
                Pen.TEXT,
                pen);
    }

    /** The heading, and the colours that occur; gives the width that they need. */
    private double drawHead(Pen pen) {
        pen.text(EDGE, 25, "start", " font-size=\"16\" font-weight=\"bold\"", heading());
        var names = Map.of(
                Sort.CONVOLUTION, "convolution", Sort.POOLING, "pooling", Sort.LINEAR, "linear", Sort.OTHER, "other");
        var sorts = EnumSet.noneOf(Sort.class);
        stages.forEach(stage -> collect(stage, sorts));
        double x = EDGE;
        for (var sort : sorts) {
            if (names.containsKey(sort)) {
                pen.square(x, 37, Pen.color(sort));
                pen.text(x + 14, 46, "start", "", names.get(sort));
                x += 30 + Pen.width(names.get(sort));
            }
        }
        pen.text(x, 46, "start", " fill-opacity=\"0.8\"", SCALES);
        // The heading is half as large again as the rest, and bold.
        return EDGE + Math.max(x + Pen.width(SCALES), EDGE + 1.6 * Pen.width(heading()));
    }

    private static void collect(Stage stage, EnumSet<Sort> sorts) {
        sorts.add(stage.sort().isJoin() ? Sort.OTHER : stage.sort());
        stage.branches().forEach(branch -> branch.forEach(part -> collect(part, sorts)));
    }

    private List<List<Stage>> rows() {
        var rows = new ArrayList<List<Stage>>();
        double left = 0;
        for (var stage : stages) {
            var needed = new StagePicture(stage).width() + BETWEEN;
            if (rows.isEmpty() || needed > left) {
                rows.add(new ArrayList<>());
                left = WIDTH - 2 * EDGE;
            }
            rows.get(rows.size() - 1).add(stage);
            left -= needed;
        }
        return rows;
    }

    private static double width(List<Stage> row) {
        return row.stream()
                .mapToDouble(stage -> new StagePicture(stage).width() + BETWEEN)
                .sum();
    }

    /** Draws a row from {@code top} down, and returns where it ends. */
    private static double drawRow(Pen pen, List<Stage> row, double top, boolean isFirst) {
        var half = row.stream()
                .mapToDouble(stage -> new StagePicture(stage).half())
                .max()
                .orElse(0);
        var axis = top + ABOVE + half;
        var words = axis + half + 20;
        var x = (double) EDGE;
        var from = EDGE - 8.0;
        for (int i = 0; i < row.size(); i++) {
            var picture = new StagePicture(row.get(i));
            if (i > 0 || !isFirst) {
                pen.arrow(from, x + picture.entry() - 1, axis);
            }
            picture.draw(pen, x, axis, words);
            pen.text(
                    x + 4,
                    top + 10,
                    "start",
                    " font-weight=\"bold\" fill-opacity=\"0.7\"",
                    row.get(i).section());
            from = x + picture.exit() + 1;
            x += picture.width() + BETWEEN;
        }
        var lines = row.stream().mapToInt(stage -> stage.lines().size()).max().orElse(0);
        return words + lines * StagePicture.LINE_HEIGHT + 4;
    }
}
