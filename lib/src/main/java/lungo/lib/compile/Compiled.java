package lungo.lib.compile;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lungo.lib.nn.Tape;
import lungo.lib.script.Script;

/**
 * A block whose forward pass is one TorchScript program, as {@code torch.compile} makes of a module: one call of the engine
 * instead of several a layer, what lies between the layers freed as soon as nothing needs it, and mixed precision inside.
 *
 * <p>The program is what the block does to an input, written down once for each shape of input, in training and in
 * evaluation. A block that does more than that in Java (reads a number out of its input, draws random numbers of its own) is
 * found out and run as it is; {@link #eager} says why. One that does something else at every call, such as counting, cannot
 * be found out. The parameters are the block's own: they are trained, saved and loaded as before.
 *
 * <p>What else the block holds is written down as it is: {@code x.mul(scale)} of a field {@code double scale} is the same
 * in every run, whatever the field is later, until {@link #refresh} looks again.
 */
public final class Compiled implements AutoCloseable {

    private static final int SHAPES = 16;

    private final Block block;
    private final ParameterStore store;
    private final boolean bfloat16;
    private final Map<Key, Step> steps = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Step> eldest) {
            boolean tooMany = size() > SHAPES;
            if (tooMany) {
                eldest.getValue().close();
            }
            return tooMany;
        }
    };
    private String eager;

    private Compiled(Block block, NDManager manager, boolean bfloat16) {
        this.block = block;
        this.store = new ParameterStore(manager, false);
        this.bfloat16 = bfloat16;
    }

    /** {@code block}, which must be initialised; {@code manager} is where it keeps what it needs beside its parameters. */
    public static Compiled of(Block block, NDManager manager) {
        return new Compiled(block, manager, false);
    }

    /**
     * The same with products (linear layers, convolutions) in bfloat16 and everything else in float32, as
     * {@code torch.autocast} does; parameters and gradients stay float32.
     */
    public static Compiled bfloat16(Block block, NDManager manager) {
        return new Compiled(block, manager, true);
    }

    /** The block's output for {@code x}, for the manager of {@code x}; recorded where the thread records, see Tape. */
    public synchronized NDArray forward(NDArray x, boolean training) {
        Step step = steps.computeIfAbsent(
                new Key(x.getShape(), x.getDataType(), x.getDevice(), training), k -> step(x, training));
        return step.forward(x);
    }

    /**
     * Drops the programs that the block would not write any more, since a number or a switch that it holds has changed; they
     * are written anew when they are needed. The contents of arrays that are no parameters are not compared.
     */
    public synchronized void refresh() {
        steps.entrySet().removeIf(step -> {
            boolean isStale = step.getValue() instanceof Traceable program && !program.text.equals(now(step.getKey()));
            if (isStale) {
                step.getValue().close();
            }
            return isStale;
        });
    }

    /** The program that the block would write now; empty if it would fail, which its next run tells. */
    private String now(Key key) {
        try (NDManager scratch = store.getManager().newSubManager(key.device)) {
            return program(scratch.zeros(key.shape, key.type, key.device), key.training);
        } catch (RuntimeException e) {
            return "";
        }
    }

    /** Why the block runs as it is instead of as a program; empty while it does not. */
    public synchronized Optional<String> eager() {
        return Optional.ofNullable(eager);
    }

    /** The program for an input like {@code x}, to look at. */
    public synchronized String program(NDArray x, boolean training) {
        try (var trace = new Trace(x.getManager(), store.getManager(), bfloat16)) {
            return write(trace, x, training);
        }
    }

    private Step step(NDArray x, boolean training) {
        if (eager == null) {
            try (var trace = new Trace(x.getManager(), store.getManager(), bfloat16)) {
                String text = write(trace, x, training);
                return new Traceable(text, Script.of(text), trace.given(), trace.takeConstants());
            } catch (UntraceableException | UnsupportedOperationException | ClassCastException e) {
                eager = "This network runs as it is, not as one program: " + e.getMessage() + ".";
                requirePrecision();
            }
        }
        return input -> block.forward(store, new NDList(input), training).singletonOrThrow();
    }

    private void requirePrecision() {
        if (bfloat16) {
            throw new IllegalStateException(eager + " Only a program can use bfloat16: train it in float32.");
        }
    }

    private String write(Trace trace, NDArray x, boolean training) {
        var pause = Tape.pause();
        try {
            NDList output = block.forward(
                    new TracedParameters(trace, store.getManager()), new NDList(trace.input(x)), training);
            String result = trace.nameOf(output);
            return trace.program().text(bfloat16 ? "torch.to(" + result + ", 6)" : result);
        } finally {
            pause.close();
        }
    }

    /** Frees the programs and what they keep beside the parameters, which stay. It may be used again. */
    @Override
    public synchronized void close() {
        steps.values().forEach(Step::close);
        steps.clear();
    }

    private interface Step extends AutoCloseable {
        NDArray forward(NDArray x);

        @Override
        default void close() {}
    }

    private record Key(Shape shape, DataType type, Device device, boolean training) {}

    private record Traceable(String text, Script script, List<Supplier<NDArray>> given, NDManager constants)
            implements Step {

        @Override
        public NDArray forward(NDArray x) {
            var arrays = new NDList(given.size());
            for (Supplier<NDArray> array : given) {
                arrays.add(array.get());
            }
            return script.array(x.getManager(), "forward", x, arrays);
        }

        @Override
        public void close() {
            if (constants != null) {
                constants.close();
            }
        }
    }

    /** Gives a block the program's names for its parameters. */
    private static final class TracedParameters extends ParameterStore {
        private final Trace trace;

        TracedParameters(Trace trace, NDManager manager) {
            super(manager, false);
            this.trace = trace;
        }

        @Override
        public NDArray getValue(Parameter parameter, Device device, boolean training) {
            return parameter == null ? null : trace.parameter(parameter);
        }
    }
}
