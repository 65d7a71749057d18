package lungo.lib.inspect;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lungo.lib.nn.Tape;

/**
 * The shapes that go into and come out of every block of a network, for an input of a given shape.
 *
 * <p>DJL has no hooks on forward, but has every block note its input shapes while it is initialised. So the network is
 * initialised once more for the input asked for, which leaves parameters alone that have values; those that have none get
 * zeros for that moment, since their own initialisers would draw random numbers, and lose them again. At the end the
 * network is noted for its former input, so that nothing is changed.
 */
final class BlockShapes {
    /** One zero that stands at all places, so that a network of 500 MB costs nothing to look at. */
    private static final Initializer ONE_ZERO =
            (manager, shape, type) -> manager.zeros(new Shape(1), type).broadcast(shape);

    private final Map<Block, Optional<Pair>> shapes = new IdentityHashMap<>();

    /** What goes into a block and what comes out. */
    record Pair(Shape[] in, Shape[] out) {}

    private BlockShapes() {}

    /**
     * What {@code reader} makes of the shapes, and of the network while all its parameters have shapes. Throws
     * IllegalArgumentException where the network does not take {@code input}.
     */
    static <T> T of(Block net, Shape[] input, Function<BlockShapes, T> reader) {
        var found = new BlockShapes();
        var before = net.isInitialized() ? net.getInputShapes() : null;
        var pause = Tape.pause();
        var loans = new Loans(net);
        try (var scratch = NDManager.newBaseManager()) {
            try {
                found.read(net, scratch, input);
                return reader.apply(found);
            } finally {
                if (before != null) {
                    net.initialize(scratch, DataType.FLOAT32, before);
                }
            }
        } finally {
            loans.close();
            pause.close();
        }
    }

    private void read(Block net, NDManager scratch, Shape... input) {
        try {
            net.initialize(scratch, DataType.FLOAT32, input);
            walk(net);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "The network does not take an input of shape " + List.of(input) + ": " + e.getMessage()
                            + ". Pass the shape of a batch, with the number of examples first, such as"
                            + " new Shape(1, 1, 28, 28).",
                    e);
        }
    }

    private void walk(Block block) {
        shapes.put(block, pair(block));
        block.getChildren().values().forEach(this::walk);
    }

    private static Optional<Pair> pair(Block block) {
        // A block without parameters whose parent does not initialise it has noted nothing.
        if (!block.isInitialized()) {
            return Optional.empty();
        }
        var in = block.getInputShapes();
        Cost.requireFit(block, in[0]);
        var out = block.getOutputShapes(in);
        for (var shape : out) {
            for (var length : shape.getShape()) {
                if (length < 1) {
                    throw new IllegalArgumentException("after "
                            + block.getClass().getSimpleName() + ", given " + in[0] + ", nothing is left: " + shape);
                }
            }
        }
        return Optional.of(new Pair(in, out));
    }

    /** The shapes at a block; empty where it was not initialised by the block that holds it. */
    Optional<Pair> at(Block block) {
        return shapes.getOrDefault(block, Optional.empty());
    }

    /** Zeros lent to the parameters that have no values, taken back at the end. */
    private static final class Loans {
        private final Map<Parameter, Initializer> lent = new IdentityHashMap<>();

        Loans(Block net) {
            for (var parameter : net.getParameters().values()) {
                if (!parameter.isInitialized()) {
                    lent.put(parameter, parameter.getInitializer());
                    parameter.setInitializer(ONE_ZERO);
                }
            }
        }

        void close() {
            lent.keySet().forEach(Parameter::close);
            lent.forEach(Parameter::setInitializer);
        }
    }
}
