package lungo.lib.data;

import java.util.List;

/**
 * Colour pictures of a hundred kinds of things, 32 × 32: 50,000 to train on and 10,000 to test with. Krizhevsky 2009. The
 * labels are the fine ones. Without a network, and with none stored here, it is 4,000 + 1,000 drawn pictures of ten shapes
 * in ten colours, see {@link Shapes}: not CIFAR-100 at all.
 */
public record Cifar100(LabelledImages train, LabelledImages test, String source) implements VisionDataset {

    static final List<String> MIRRORS = List.of("https://www.cs.toronto.edu/~kriz/");

    private static final CifarBinary FORMAT =
            new CifarBinary(2, List.of("train.bin"), "test.bin", List.of(("""
            apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus butterfly camel can \
            castle caterpillar cattle chair chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur dolphin \
            elephant flatfish forest fox girl hamster house kangaroo keyboard lamp lawn_mower leopard lion lizard \
            lobster man maple_tree motorcycle mountain mouse mushroom oak_tree orange orchid otter palm_tree pear \
            pickup_truck pine_tree plain plate poppy porcupine possum rabbit raccoon ray road rocket rose sea seal \
            shark shrew skunk skyscraper snail snake spider squirrel streetcar sunflower sweet_pepper table tank \
            telephone television tiger tractor train trout tulip turtle wardrobe whale willow_tree wolf woman worm""").split(" ")));

    static final Recipe RECIPE = new Recipe(
            "CIFAR-100",
            "cifar-100",
            List.of(DataFile.packed("cifar-100-binary.tar.gz", "03b5dce01913d631647c71ecec9e9cb8", MIRRORS)),
            "cifar-100-binary",
            contents -> FORMAT.parse(contents, "CIFAR-100"),
            () -> Drawn.found(new Shapes(true), "coloured shapes, not CIFAR-100"));

    private Cifar100(Found found) {
        this(found.train(), found.test(), found.source());
    }

    /**
     * Looks in the cache, below LUNGO_DATA (the folder cifar-100-binary, whole or in part, or cifar-100 with the archive)
     * and on the network, and else draws; prints which. Throws DataException if a file in LUNGO_DATA is corrupt, or the
     * cache's disk is full.
     */
    public static Cifar100 load() {
        return new Cifar100(Sources.ofEnvironment().find(RECIPE));
    }

    /** The 4,000 + 1,000 drawn pictures, wherever CIFAR-100 may be: small, always there, and not CIFAR-100. */
    public static Cifar100 sample() {
        return new Cifar100(RECIPE.substitute().get());
    }

    @Override
    public float[] mean() {
        return new float[] {0.5071f, 0.4865f, 0.4409f};
    }

    @Override
    public float[] std() {
        return new float[] {0.2673f, 0.2564f, 0.2762f};
    }

    @Override
    public String toString() {
        return source;
    }
}
