package lungo.lib.data;

import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The binary version of CIFAR: records of one label byte (two in CIFAR-100, coarse and fine), then 32 × 32 red, green and
 * blue values, row by row.
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">the set's page</a>
 */
record CifarBinary(int labelBytes, List<String> trainFiles, String testFile, List<String> classes) {

    private static final int SIDE = 32;
    private static final int PIXELS = 3 * SIDE * SIDE;

    /** The pictures of those of the files that are there. {@code name} is a subset's unless all 50,000 + 10,000 are. */
    Splits parse(Map<String, byte[]> contents, String name) {
        LabelledImages train = images(contents, trainFiles);
        LabelledImages test = images(contents, List.of(testFile));
        boolean whole = train.size() == 50_000 && test.size() == 10_000;
        return new Splits(whole ? name : "subset of " + name, "pictures", train, test);
    }

    private LabelledImages images(Map<String, byte[]> contents, List<String> names) {
        List<byte[]> files = new ArrayList<>();
        for (String name : names) {
            if (contents.containsKey(name)) {
                files.add(requireRecords(name, contents.remove(name)));
            }
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("None of " + String.join(", ", names) + " is there.");
        }
        int n = files.stream().mapToInt(file -> file.length / record()).sum();
        var pixels = ByteBuffer.allocateDirect(n * PIXELS);
        var labels = new int[n];
        int i = 0;
        for (byte[] file : files) {
            for (int at = 0; at < file.length; at += record()) {
                labels[i++] = file[at + labelBytes - 1] & 0xFF;
                pixels.put(file, at + labelBytes, PIXELS);
            }
        }
        return new LabelledImages(pixels.flip(), new Shape(n, 3, SIDE, SIDE), labels, classes, 255);
    }

    private byte[] requireRecords(String name, byte[] file) {
        if (file.length == 0 || file.length % record() != 0) {
            throw new IllegalArgumentException(
                    name + " has " + file.length + " bytes, which is no whole number of records of " + record()
                            + ": it is half a file, or another one.");
        }
        return file;
    }

    private int record() {
        return labelBytes + PIXELS;
    }
}
