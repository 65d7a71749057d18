package lungo.lib.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Sets of grey pictures that are published as MNIST is: four idx files. */
final class IdxSplits {

    /** Train images, train labels, test images, test labels. */
    static final List<String> NAMES = List.of(
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    private IdxSplits() {}

    static Splits parse(Map<String, byte[]> contents, String what, String noun, List<String> classes) {
        List<Idx> arrays =
                NAMES.stream().map(name -> Idx.parse(contents.get(name))).toList();
        return new Splits(
                what,
                noun,
                LabelledImages.of(arrays.get(0), arrays.get(1), classes),
                LabelledImages.of(arrays.get(2), arrays.get(3), classes));
    }

    /** The four files in a folder of Lungo's jar, packed. */
    static Map<String, byte[]> inJar(String folder) {
        var contents = new HashMap<String, byte[]>();
        for (String name : NAMES) {
            contents.put(name, gunzip(folder + "/" + name + ".gz"));
        }
        return contents;
    }

    /** What a gzip file beside this class holds. */
    static byte[] gunzip(String resource) {
        try (InputStream in = new GZIPInputStream(IdxSplits.class.getResourceAsStream(resource))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Lungo's jar is damaged: build it again.", e);
        }
    }
}
