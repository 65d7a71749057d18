package lungo.lib.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import lungo.lib.optim.Optim;
import lungo.lib.optim.Sgd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a cell that trains by hand relies on. */
class TrainingByHandTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void aHundredStepsLeaveNoArrayBehind() {
        NDArray w = Init.kaimingNormal(manager, 3, 4);
        NDArray b = Init.zeros(manager, 3);
        try (Sgd sgd = Optim.sgd(List.of(w, b), 0.1f).momentum(0.9f).nesterov().weightDecay(0.01f)) {
            step(w, b, sgd);
            int before = manager.getManagedArrays().size();
            for (int i = 0; i < 100; i++) {
                step(w, b, sgd);
            }
            assertThat(manager.getManagedArrays()).hasSize(before);
        }
        assertThat(manager.getManagedArrays()).containsExactlyInAnyOrder(w, b);
    }

    private void step(NDArray w, NDArray b, Optim optimizer) {
        try (var scratch = manager.newSubManager();
                var tape = Tape.record()) {
            NDArray x = scratch.ones(new Shape(2, 4));
            NDArray loss = F.crossEntropy(F.linear(x, w, b), scratch.create(new long[] {0, 2}));
            optimizer.zeroGrad();
            tape.backward(loss);
            optimizer.step();
        }
    }

    @Test
    void gradientsAddUpUntilZeroed() {
        NDArray p = Init.zeros(manager, 2);
        Sgd sgd = Optim.sgd(List.of(p), 1f);
        sgd.zeroGrad();
        try (var tape = Tape.record()) {
            tape.backward(p.mul(3).sum());
            tape.backward(p.mul(3).sum());
            assertThat(p.getGradient().toFloatArray()).containsExactly(6, 6);
            sgd.zeroGrad();
            tape.backward(p.mul(3).sum());
            assertThat(p.getGradient().toFloatArray()).containsExactly(3, 3);
        }
    }

    @Test
    void aParameterWithoutAGradientStays() {
        NDArray used = Init.zeros(manager, 1);
        NDArray unused = Init.kaimingNormal(manager, 1, 1);
        float before = unused.toFloatArray()[0];
        Sgd sgd = Optim.sgd(List.of(used, unused), 1f).weightDecay(0.5f);
        try (var tape = Tape.record()) {
            tape.backward(used.sum());
            sgd.step();
        }
        assertThat(used.toFloatArray()).containsExactly(-1f);
        assertThat(unused.toFloatArray()).containsExactly(before);
    }

    @Test
    void theTapePutsTheThreadsModeBack() {
        boolean before = JniUtils.isGradMode();
        NDArray p = Init.zeros(manager, 1);
        try (var tape = Tape.record()) {
            tape.backward(p.sum());
            try (var pause = Tape.pause()) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> pause.backward(p.mul(2).sum()))
                        .withMessageContaining("not recorded");
            }
            assertThat(JniUtils.isGradMode()).isTrue();
        }
        assertThat(JniUtils.isGradMode()).isEqualTo(before);
    }

    @Test
    void kaimingNormalHasHesDeviation() {
        Engine.getInstance().setRandomSeed(3);
        NDArray w = Init.kaimingNormal(manager, 400, 800);
        assertThat(w.hasGradient()).isTrue();
        assertThat(w.mean().getFloat()).isCloseTo(0f, within(0.0005f));
        assertThat(w.square().mean().sqrt().getFloat()).isCloseTo(0.05f, within(0.0005f));
        Engine.getInstance().setRandomSeed(3);
        assertThat(Init.kaimingNormal(manager, 400, 800)).isEqualTo(w);
    }

    @Test
    void uniformStartsFillTheirBounds() {
        expectUniform(Init.kaimingUniform(manager, 300, 6, 5, 5), Math.sqrt(6.0 / 150));
        expectUniform(Init.torchWeight(manager, 300, 100), 0.1);
        expectUniform(Init.torchBias(manager, 25, 20_000), 0.2);
    }

    private static void expectUniform(NDArray w, double bound) {
        assertThat((double) w.max().getFloat())
                .isLessThanOrEqualTo(bound + 1e-6)
                .isCloseTo(bound, within(bound / 100));
        assertThat((double) w.min().getFloat())
                .isGreaterThanOrEqualTo(-bound - 1e-6)
                .isCloseTo(-bound, within(bound / 100));
        assertThat((double) w.mean().getFloat()).isCloseTo(0, within(bound / 50));
    }

    @Test
    void mistakesAreNamedWithTheirRemedy() {
        NDArray x = manager.ones(new Shape(2, 3));
        NDArray w = Init.kaimingNormal(manager, 3, 4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> F.linear(x, w))
                .withMessageContaining("(2, 3)")
                .withMessageContaining("(3, 4)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> F.crossEntropy(x, manager.create(new float[] {0, 1})))
                .withMessageContaining("int64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Optim.sgd(List.of(x), 0.1f))
                .withMessageContaining("requires no gradient");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Init.kaimingNormal(manager, 3))
                .withMessageContaining("Init.zeros");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Optim.sgd(List.of(w), Float.NaN))
                .withMessageContaining("NaN");
        assertThatIllegalStateException()
                .isThrownBy(() -> Optim.sgd(List.of(w), 0.1f).nesterov())
                .withMessageContaining("momentum");
        try (var tape = Tape.record()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> tape.backward(w))
                    .withMessageContaining("mean()");
        }
    }
}
