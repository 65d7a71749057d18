package lungo.lib.inspect;

import java.util.List;
import lungo.lib.inspect.Stage.Sort;

/** One stage as a picture: its branches in rows where it has some, the slab of what comes out, and the words below. */
final class StagePicture {
    static final int LINE_HEIGHT = 14;
    private static final int CHIP_HEIGHT = 20;
    private static final int ROW = 27;
    private static final int GAP = 12;
    private static final int EDGE = 10;
    private static final int MOST_SLABS = 3;

    private final Stage stage;
    private final double thick;
    private final double tall;
    private final double depth;

    /** Lengths grow with the logarithm, so that 3 and 512 channels, 224 and 7 pixels fit into one picture. */
    StagePicture(Stage stage) {
        this.stage = stage;
        var flat = stage.height() == 0;
        this.thick = flat ? 8 : 3 + 3 * log2(stage.channels());
        this.tall = flat ? 10 + 7 * log2(stage.channels()) : 12 + 11 * log2(stage.height());
        this.depth = flat ? 4 : tall * 0.28;
    }

    private static double log2(long value) {
        return Math.log(Math.max(1, value)) / Math.log(2);
    }

    private int slabs() {
        return stage.sort().isJoin() ? 1 : Math.min(MOST_SLABS, stage.times());
    }

    private double slabsWidth() {
        return slabs() * thick + (slabs() - 1) * (depth * 0.5 + 3) + depth;
    }

    private double branchesWidth() {
        if (!stage.sort().isJoin()) {
            return 0;
        }
        return stage.branches().stream()
                        .mapToDouble(StagePicture::chainWidth)
                        .max()
                        .orElse(0)
                + 4 * GAP
                + 16;
    }

    private static double chainWidth(List<Stage> chain) {
        return chain.stream().mapToDouble(part -> chipWidth(part) + GAP).sum();
    }

    private static double chipWidth(Stage part) {
        return Pen.width(chipText(part)) + 12;
    }

    private static String chipText(Stage part) {
        return part.sort() == Sort.CONVOLUTION ? part.brief().replaceFirst("^conv ", "") : part.brief();
    }

    double width() {
        var text = stage.lines().stream().mapToDouble(Pen::width).max().orElse(0);
        return Math.max(text, branchesWidth() + slabsWidth()) + 2 * EDGE;
    }

    /** Above and below the row's axis. */
    double half() {
        return Math.max((tall + depth) / 2, stage.branches().size() * ROW / 2.0);
    }

    /** Draws it with its left edge at {@code x}, its middle at {@code axis}, and its words from {@code words} down. */
    void draw(Pen pen, double x, double axis, double words) {
        var left = x + (width() - branchesWidth() - slabsWidth()) / 2;
        drawBranches(pen, left, axis);
        var color = Pen.color(stage.sort());
        for (int i = 0; i < slabs(); i++) {
            var at = left + branchesWidth() + i * (thick + depth * 0.5 + 3);
            pen.slab(at, axis - (tall - depth) / 2, thick, tall, depth, color);
        }
        var center = x + width() / 2;
        if (stage.times() > 1) {
            pen.text(center, axis - half() - 8, "middle", " font-weight=\"bold\"", "× " + stage.times());
        }
        var lines = stage.lines();
        for (int i = 0; i < lines.size(); i++) {
            var style = i == lines.size() - 1 ? " fill-opacity=\"0.8\" font-style=\"italic\"" : "";
            pen.text(center, words + i * LINE_HEIGHT, "middle", style, lines.get(i));
        }
    }

    /** Where the arrow from the stage before ends, and where the one to the next begins, from the left edge. */
    double entry() {
        return (width() - branchesWidth() - slabsWidth()) / 2;
    }

    double exit() {
        return width() - entry();
    }

    private void drawBranches(Pen pen, double x, double axis) {
        var rows = stage.branches().size();
        if (rows == 0) {
            return;
        }
        var joint = x + branchesWidth() - GAP - 8;
        var top = axis - (rows - 1) * ROW / 2.0;
        pen.line(x + 2, axis, x + GAP, axis);
        pen.line(x + GAP, top, x + GAP, top + (rows - 1) * ROW);
        pen.line(joint, top, joint, top + (rows - 1) * ROW);
        for (int row = 0; row < rows; row++) {
            var y = top + row * ROW;
            pen.line(x + GAP, y, joint, y);
            drawChain(pen, stage.branches().get(row), x + 2 * GAP, y);
        }
        pen.joint(joint, axis, stage.sort() == Sort.SUM ? "+" : stage.sort() == Sort.CONCAT ? "c" : "·");
        pen.arrow(joint + 8, x + branchesWidth() - 1, axis);
    }

    private static void drawChain(Pen pen, List<Stage> chain, double x, double y) {
        for (var part : chain) {
            pen.chip(x, y - CHIP_HEIGHT / 2.0, chipWidth(part), CHIP_HEIGHT, Pen.color(part.sort()), chipText(part));
            x += chipWidth(part) + GAP;
        }
    }
}
