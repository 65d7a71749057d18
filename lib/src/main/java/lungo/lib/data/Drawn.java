package lungo.lib.data;

import ai.djl.ndarray.types.Shape;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/** Sets of pictures that Lungo draws, for where no real ones are at hand: the same on every run. */
final class Drawn {

    private static final int TRAIN = 4000;
    private static final int TEST = 1000;

    /** Draws pictures of classes. */
    interface Motif {
        List<String> classes();

        /** 1 for grey, 3 for colours. */
        int channels();

        /** Height and width in pixels. */
        int side();

        /** How far a pixel's value may stray, of 255. */
        int noise();

        /** Draws one picture of a class; the canvas spans −1 to 1, x to the right, y downwards. */
        void draw(Graphics2D canvas, int label, SplittableRandom random);
    }

    private Drawn() {}

    /** 4,000 pictures to train on and 1,000 to test with, in which the classes take turns. */
    static Found found(Motif motif, String what) {
        return new Found(
                new Splits(what, "pictures", images(motif, TRAIN, 1), images(motif, TEST, 2)), "drawn by Lungo");
    }

    private static LabelledImages images(Motif motif, int n, long seed) {
        var random = new SplittableRandom(seed);
        var shape = new Shape(n, motif.channels(), motif.side(), motif.side());
        var pixels = ByteBuffer.allocateDirect((int) shape.size());
        var labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i % motif.classes().size();
            put(picture(motif, labels[i], random), motif, random, pixels);
        }
        return new LabelledImages(pixels.flip(), shape, labels, motif.classes(), 255);
    }

    private static Raster picture(Motif motif, int label, SplittableRandom random) {
        int type = motif.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
        var image = new BufferedImage(motif.side(), motif.side(), type);
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.scale(motif.side() / 2.0, motif.side() / 2.0);
        canvas.translate(1, 1);
        motif.draw(canvas, label, random);
        canvas.dispose();
        return image.getRaster();
    }

    private static void put(Raster picture, Motif motif, SplittableRandom random, ByteBuffer pixels) {
        for (int channel = 0; channel < motif.channels(); channel++) {
            for (int row = 0; row < motif.side(); row++) {
                for (int column = 0; column < motif.side(); column++) {
                    int value = picture.getSample(column, row, channel);
                    int strayed = value + random.nextInt(-motif.noise(), motif.noise() + 1);
                    // Black stays black: the clothes stand on an even ground.
                    pixels.put((byte) (value == 0 ? 0 : Math.max(0, Math.min(255, strayed))));
                }
            }
        }
    }
}
