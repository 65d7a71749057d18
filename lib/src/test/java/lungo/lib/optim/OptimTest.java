package lungo.lib.optim;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lungo.lib.nn.F;
import lungo.lib.nn.Tape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody who trains relies on, whichever the optimiser is. */
class OptimTest {

    /** Makes an optimiser of some parameters. */
    interface Maker {
        TorchOptim<?> of(NDList parameters);
    }

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    /** Every kind of optimiser, with all of its state in use. */
    static Stream<Maker> makers() {
        return Stream.of(
                p -> Optim.sgd(p, 0.1).momentum(0.9).dampening(0.1).weightDecay(0.01),
                p -> Optim.adam(p, 0.01).amsgrad().l1(0.001).clipNorm(1),
                p -> Optim.adamW(p, 0.01).betas(0.8, 0.9),
                p -> Optim.rmsProp(p, 0.01).momentum(0.5).centered(),
                p -> Optim.adagrad(p, 0.1).lrDecay(0.1).initialAccumulator(0.2));
    }

    @ParameterizedTest
    @MethodSource("makers")
    void aThousandStepsLeaveNoArrayBehind(Maker maker) {
        NDList parameters = parameters();
        try (TorchOptim<?> optimizer = maker.of(parameters)) {
            learn(parameters, optimizer, 2);
            int before = manager.getManagedArrays().size();
            learn(parameters, optimizer, 1000);
            assertThat(manager.getManagedArrays()).hasSize(before);
        }
        assertThat(manager.getManagedArrays()).containsExactlyInAnyOrderElementsOf(parameters);
    }

    @ParameterizedTest
    @MethodSource("makers")
    void aResumedRunIsTheUninterruptedOne(Maker maker) {
        NDList uninterrupted = parameters();
        TorchOptim<?> first = maker.of(uninterrupted);
        learn(uninterrupted, first, 5);
        first.learningRate(0.005);
        Map<String, NDArray> saved = first.state(manager);
        NDList resumed = parameters();
        TorchOptim<?> second = maker.of(resumed);
        learn(resumed, second, 2); // state that loading has to replace
        for (int i = 0; i < resumed.size(); i++) {
            resumed.get(i).set(uninterrupted.get(i).toFloatArray());
        }
        learn(uninterrupted, first, 6);
        second.load(saved);
        learn(resumed, second, 6);
        assertThat(resumed).isEqualTo(uninterrupted);
        assertThat(second.learningRate()).isEqualTo(0.005);
    }

    @ParameterizedTest
    @MethodSource("makers")
    void whatHasNoGradientStaysAndGetsNoState(Maker maker) {
        NDList parameters = parameters();
        float[] before = parameters.get(1).toFloatArray();
        TorchOptim<?> optimizer = maker.of(parameters).weightDecay(0.3);
        optimizer.minimize(recorded(() -> parameters.get(0).sum()));
        assertThat(parameters.get(1).toFloatArray()).containsExactly(before);
        assertThat(optimizer.state(manager).keySet())
                .anyMatch(name -> name.startsWith("state.0."))
                .noneMatch(name -> name.startsWith("state.1.") && !name.endsWith("step"));
    }

    @Test
    void gradientsAddUpOverSeveralBackwards() {
        NDList parameters = parameters();
        NDArray p = parameters.get(1);
        float[] before = p.toFloatArray();
        Sgd sgd = Optim.sgd(parameters, 0.5);
        try (Tape tape = Tape.record()) {
            tape.backward(p.sum());
            tape.backward(p.mul(2).sum());
            sgd.step();
            assertThat(p.toFloatArray()[0]).isEqualTo(before[0] - 1.5f);
            sgd.zeroGrad();
            sgd.step();
            assertThat(p.toFloatArray()[0]).isEqualTo(before[0] - 1.5f);
            tape.backward(p.sum());
            sgd.zeroGrad();
            tape.backward(p.sum());
            sgd.step();
            assertThat(p.toFloatArray()[0]).isEqualTo(before[0] - 2f);
        }
    }

    @Test
    void gradientsThatAreViewsAreReadAsTheyLie() {
        NDList parameters = parameters();
        NDArray w = parameters.get(0);
        float[] before = w.toFloatArray();
        NDArray slopes = manager.arange(12f).reshape(4, 3);
        Optim.sgd(parameters, 1)
                .minimize(recorded(() -> w.transpose().mul(slopes).sum()));
        for (int i = 0; i < 12; i++) {
            assertThat(w.toFloatArray()[i]).isEqualTo(before[i] - (i % 4 * 3 + i / 4));
        }
        Optim.sgd(parameters, 1).minimize(recorded(w::sum)); // one number, expanded
        assertThat(w.toFloatArray()[11]).isEqualTo(before[11] - 11 - 1);
    }

    @Test
    void lassoMakesWeightsZero() {
        NDArray p = manager.create(new float[] {0.3f, -0.2f, 5});
        p.setRequiresGradient(true);
        Sgd sgd = Optim.sgd(List.of(p), 0.1).l1(1);
        for (int i = 0; i < 3; i++) {
            sgd.minimize(recorded(() -> p.mul(0).sum()));
        }
        assertThat(p.abs().toFloatArray()[0]).isLessThan(1e-6f);
        assertThat(p.toFloatArray()[2]).isBetween(4.6999f, 4.7001f);
    }

    @Test
    void floatsAreTakenAsTheyAreWritten() {
        Adam adam = Optim.adam(parameters(), 0.001f).betas(0.9f, 0.999f).eps(1e-8f);
        ParameterGroup group = adam.groups().get(0);
        assertThat(Stream.of(Option.LR, Option.BETA1, Option.BETA2, Option.EPS).map(group::get))
                .containsExactly(0.001, 0.9, 0.999, 1e-8);
        assertThat(adam.learningRate(0.125 / 3).learningRate()).isEqualTo(0.125 / 3);
    }

    @Test
    void clippingReturnsTheNormBefore() {
        NDList parameters = parameters();
        assertThat(GradientClipping.byNorm(parameters, 1).getFloat()).isZero();
        try (Tape tape = Tape.record()) {
            tape.backward(parameters.get(0).sum().mul(2));
        }
        assertThat(GradientClipping.byNorm(parameters, 1).getFloat()).isEqualTo((float) Math.sqrt(48));
        assertThat(GradientClipping.byNorm(parameters, 9).getFloat()).isBetween(0.9999f, 1.0001f);
        GradientClipping.byValue(parameters, 0.1);
        assertThat(parameters.get(0).getGradient().max().getFloat()).isEqualTo(0.1f);
    }

    private void learn(NDList parameters, TorchOptim<?> optimizer, int steps) {
        for (int i = 0; i < steps; i++) {
            try (NDManager scratch = manager.newSubManager();
                    Tape tape = Tape.record()) {
                NDArray x = scratch.ones(new Shape(2, 4));
                NDArray loss = F.linear(x, parameters.get(0), parameters.get(1))
                        .square()
                        .mean();
                if (i % 2 == 0) {
                    optimizer.minimize(loss);
                } else {
                    optimizer.zeroGrad();
                    tape.backward(loss);
                    optimizer.step();
                }
            }
        }
    }

    private NDList parameters() {
        var weight = new float[12];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = (float) Math.sin(i + 1);
        }
        NDList parameters =
                new NDList(manager.create(weight, new Shape(3, 4)), manager.create(new float[] {0.1f, -0.2f, 0.3f}));
        parameters.forEach(p -> p.setRequiresGradient(true));
        return parameters;
    }

    static NDArray recorded(Supplier<NDArray> loss) {
        Tape tape = Tape.record();
        try {
            return loss.get();
        } finally {
            tape.close();
        }
    }
}
