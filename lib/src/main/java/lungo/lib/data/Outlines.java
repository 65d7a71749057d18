package lungo.lib.data;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.SplittableRandom;

/** Grey outlines of Fashion-MNIST's ten kinds of clothes, 28 × 28: for where the photographs are not at hand. */
final class Outlines implements Drawn.Motif {

    /** The right half of each garment that has two like halves, from the collar to the hem: x, y, x, y, … */
    private static final double[] T_SHIRT = {.2, -.8, .45, -.8, .9, -.35, .7, -.1, .5, -.3, .48, .8, 0, .8};

    private static final double[] TROUSER = {0, -.9, .35, -.9, .45, .9, .15, .9, 0, -.3};
    private static final double[] PULLOVER = {.2, -.75, .45, -.75, .7, -.5, .85, .65, .65, .7, .5, -.1, .5, .75, 0, .75
    };
    private static final double[] DRESS = {.12, -.9, .25, -.9, .3, -.5, .2, -.15, .45, .9, 0, .9};
    private static final double[] COAT = {.12, -.9, .4, -.8, .65, -.6, .8, .5, .6, .55, .5, -.1, .55, .92, 0, .92};
    private static final double[] BAG = {0, -.2, .75, -.2, .85, .75, 0, .75};

    private static final double[] SNEAKER = {-.9, -.1, -.6, -.3, -.4, -.05, .1, -.1, .3, .1, .85, .25, .9, .5, -.9, .5};
    private static final double[] BOOT = {
        -.75, -.85, -.05, -.85, 0, -.1, .5, .1, .85, .3, .85, .65, -.5, .65, -.55, .8, -.8, .8
    };
    private static final double[] SOLE = {
        -.9, .1, -.6, .3, 0, .35, .9, .35, .9, .5, -.1, .5, -.65, .45, -.7, .7, -.9, .7
    };

    @Override
    public List<String> classes() {
        return FashionMnist.CLASSES;
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public int side() {
        return 28;
    }

    @Override
    public int noise() {
        return 40;
    }

    @Override
    public void draw(Graphics2D canvas, int label, SplittableRandom random) {
        canvas.translate(random.nextDouble(-0.2, 0.2), random.nextDouble(-0.2, 0.2));
        canvas.rotate(Math.toRadians(random.nextDouble(-15, 15)));
        canvas.scale(random.nextDouble(0.55, 1), random.nextDouble(0.55, 1));
        int grey = random.nextInt(70, 256);
        canvas.setColor(new Color(grey, grey, grey));
        var seam = new Color(grey / 3, grey / 3, grey / 3);
        canvas.setStroke(new BasicStroke(0.1f));
        switch (classes().get(label)) {
            case "T-shirt/top" -> canvas.fill(mirrored(T_SHIRT, random));
            case "trouser" -> canvas.fill(mirrored(TROUSER, random));
            case "pullover" -> pullover(canvas, seam, random);
            case "dress" -> canvas.fill(mirrored(DRESS, random));
            case "coat" -> opened(canvas, mirrored(COAT, random), seam);
            case "sandal" -> sandal(canvas, random);
            case "shirt" -> opened(canvas, mirrored(random.nextBoolean() ? PULLOVER : T_SHIRT, random), seam);
            case "sneaker" -> sneaker(canvas, seam, random);
            case "bag" -> bag(canvas, random);
            case "ankle boot" -> canvas.fill(once(BOOT, random));
            default -> throw new IllegalArgumentException("No outline is known for class " + label + ".");
        }
    }

    private static void pullover(Graphics2D canvas, Color seam, SplittableRandom random) {
        canvas.fill(mirrored(PULLOVER, random));
        canvas.setColor(seam);
        canvas.draw(new Arc2D.Double(-0.22, -0.95, 0.44, 0.4, 180, 180, Arc2D.OPEN));
    }

    private static void opened(Graphics2D canvas, Path2D garment, Color seam) {
        canvas.fill(garment);
        canvas.setColor(seam);
        canvas.draw(new Line2D.Double(0, -0.7, 0, 0.9));
    }

    private static void sandal(Graphics2D canvas, SplittableRandom random) {
        canvas.fill(once(SOLE, random));
        canvas.draw(new Arc2D.Double(0.1, random.nextDouble(-0.25, 0), 0.6, 0.8, 0, 180, Arc2D.OPEN));
        canvas.draw(new Arc2D.Double(-0.85, random.nextDouble(-0.6, -0.3), 0.7, 1.4, 0, 180, Arc2D.OPEN));
    }

    private static void sneaker(Graphics2D canvas, Color seam, SplittableRandom random) {
        canvas.fill(once(SNEAKER, random));
        canvas.setColor(seam);
        canvas.fill(new Rectangle2D.Double(-0.9, random.nextDouble(0.3, 0.38), 1.8, 0.09));
    }

    private static void bag(Graphics2D canvas, SplittableRandom random) {
        canvas.fill(mirrored(BAG, random));
        double high = random.nextDouble(0.5, 0.7);
        canvas.draw(new Arc2D.Double(-0.4, -0.2 - high, 0.8, 2 * high, 0, 180, Arc2D.OPEN));
    }

    /** The outline with each corner moved a little. */
    private static Path2D once(double[] corners, SplittableRandom random) {
        var moved = corners.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += random.nextDouble(-0.1, 0.1);
        }
        return Shapes.polygon(moved);
    }

    /** Both halves of a garment, like each other, with each corner moved a little. */
    private static Path2D mirrored(double[] half, SplittableRandom random) {
        int n = half.length / 2;
        var whole = new double[4 * n];
        for (int i = 0; i < n; i++) {
            double x = half[2 * i] == 0 ? 0 : half[2 * i] + random.nextDouble(-0.1, 0.1);
            double y = half[2 * i + 1] + random.nextDouble(-0.1, 0.1);
            whole[2 * i] = x;
            whole[2 * i + 1] = y;
            whole[4 * n - 2 * i - 2] = -x;
            whole[4 * n - 2 * i - 1] = y;
        }
        return Shapes.polygon(whole);
    }
}
