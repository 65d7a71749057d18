package lungo.lib.data;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Ten coloured shapes, 32 × 32, turned, moved and sized at random on a noisy ground: for where CIFAR-10 is not at hand. A
 * hundred classes are the ten shapes in ten colours each.
 */
final class Shapes implements Drawn.Motif {

    private static final List<String> SHAPES =
            List.of("circle", "square", "triangle", "star", "cross", "ring", "heart", "moon", "arrow", "bolt");

    private static final List<String> COLOURS =
            List.of("red", "orange", "yellow", "green", "mint", "cyan", "blue", "purple", "pink", "rose");

    private final boolean byColour;

    /** Ten classes, the shapes; or a hundred, each shape {@code byColour}. */
    Shapes(boolean byColour) {
        this.byColour = byColour;
    }

    @Override
    public List<String> classes() {
        if (!byColour) {
            return SHAPES;
        }
        var classes = new ArrayList<String>();
        for (String shape : SHAPES) {
            COLOURS.forEach(colour -> classes.add(colour + " " + shape));
        }
        return classes;
    }

    @Override
    public int channels() {
        return 3;
    }

    @Override
    public int side() {
        return 32;
    }

    @Override
    public int noise() {
        return 24;
    }

    @Override
    public void draw(Graphics2D canvas, int label, SplittableRandom random) {
        int shape = byColour ? label / COLOURS.size() : label;
        int colour = byColour ? label % COLOURS.size() : random.nextInt(COLOURS.size());
        boolean bright = random.nextBoolean();
        canvas.setPaint(new GradientPaint(
                (float) random.nextDouble(-1, 1), -1, ground(!bright, random), 0, 1, ground(!bright, random)));
        canvas.fill(new Rectangle2D.Double(-1, -1, 2, 2));
        double size = random.nextDouble(0.5, 0.85);
        var place = AffineTransform.getTranslateInstance(
                random.nextDouble(-1, 1) * (0.9 - size), random.nextDouble(-1, 1) * (0.9 - size));
        place.rotate(Math.toRadians(random.nextDouble(-25, 25)));
        place.scale(size, size);
        canvas.setPaint(Color.getHSBColor(
                (float) (colour / (double) COLOURS.size() + random.nextDouble(-0.025, 0.025)),
                (float) random.nextDouble(0.6, 1),
                (float) (bright ? random.nextDouble(0.8, 1) : random.nextDouble(0.35, 0.6))));
        canvas.fill(place.createTransformedShape(outline(shape)));
    }

    /** Any colour, but pale behind a dark shape and dark behind a bright one. */
    private static Color ground(boolean pale, SplittableRandom random) {
        return Color.getHSBColor((float) random.nextDouble(), (float) random.nextDouble(pale ? 0.35 : 0.8), (float)
                (pale ? random.nextDouble(0.75, 1) : random.nextDouble(0.1, 0.4)));
    }

    private static Shape outline(int shape) {
        return switch (SHAPES.get(shape)) {
            case "circle" -> disc(0, 0, 0.95);
            case "square" -> new Rectangle2D.Double(-0.8, -0.8, 1.6, 1.6);
            case "triangle" -> polygon(0, -1, 0.95, 0.8, -0.95, 0.8);
            case "star" -> star();
            case "cross" ->
                polygon(
                        -0.3, -1, 0.3, -1, 0.3, -0.3, 1, -0.3, 1, 0.3, 0.3, 0.3, 0.3, 1, -0.3, 1, -0.3, 0.3, -1, 0.3,
                        -1, -0.3, -0.3, -0.3);
            case "ring" -> without(disc(0, 0, 1), disc(0, 0, 0.5));
            case "heart" -> heart();
            case "moon" -> without(disc(0, 0, 1), disc(0.5, -0.2, 0.8));
            case "arrow" -> polygon(-1, -0.25, 0.1, -0.25, 0.1, -0.8, 1, 0, 0.1, 0.8, 0.1, 0.25, -1, 0.25);
            case "bolt" -> polygon(0.25, -1, -0.7, 0.15, -0.1, 0.15, -0.3, 1, 0.7, -0.25, 0.1, -0.25);
            default -> throw new IllegalArgumentException("No outline is known for shape " + shape + ".");
        };
    }

    private static Ellipse2D disc(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    private static Area without(Shape whole, Shape hole) {
        var area = new Area(whole);
        area.subtract(new Area(hole));
        return area;
    }

    private static Path2D star() {
        var corners = new double[20];
        for (int i = 0; i < 10; i++) {
            double radius = i % 2 == 0 ? 1 : 0.42;
            corners[2 * i] = radius * Math.sin(i * Math.PI / 5);
            corners[2 * i + 1] = -radius * Math.cos(i * Math.PI / 5);
        }
        return polygon(corners);
    }

    private static Path2D heart() {
        var heart = new Path2D.Double();
        heart.moveTo(0, 1);
        heart.curveTo(-1.5, 0, -1, -1.4, 0, -0.5);
        heart.curveTo(1, -1.4, 1.5, 0, 0, 1);
        heart.closePath();
        return heart;
    }

    /** The polygon through x, y, x, y, … */
    static Path2D polygon(double... corners) {
        var path = new Path2D.Double();
        path.moveTo(corners[0], corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            path.lineTo(corners[i], corners[i + 1]);
        }
        path.closePath();
        return path;
    }
}
