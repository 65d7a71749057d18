package lungo.lib.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Mistakes are told at once, with the remedy. */
class OptimMistakesTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final NDArray p = parameter(2);

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void parametersThatCannotBeTrained() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Optim.adam(List.of(), 0.1))
                .withMessageContaining("no parameters");
        NDArray plain = manager.ones(new Shape(3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Optim.adam(List.of(p, plain), 0.1))
                .withMessageContaining("Parameter 1, of shape (3)")
                .withMessageContaining("setRequiresGradient(true)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Optim.adam(List.of(p, p), 0.1))
                .withMessageContaining("Parameter 1")
                .withMessageContaining("once");
        Sgd sgd = Optim.sgd(List.of(p), 0.1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sgd.group(List.of(p)))
                .withMessageContaining("already");
        assertThat(sgd.groups()).hasSize(1);
    }

    @Test
    void settingsOutOfRange() {
        Adam adam = Optim.adam(List.of(p), 0.1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adam.learningRate(-1))
                .withMessageContaining("learning rate")
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Optim.rmsProp(List.of(p), Double.NaN))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adam.betas(0.9, 1))
                .withMessageContaining("beta2")
                .withMessageContaining("less than 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adam.groups().get(0).set(Option.MOMENTUM, 0.9))
                .withMessageContaining("Adam has no momentum")
                .withMessageContaining("beta1");
        assertThatIllegalArgumentException().isThrownBy(() -> adam.clipNorm(0)).withMessageContaining("norm");
        assertThatIllegalStateException()
                .isThrownBy(() -> Optim.sgd(List.of(p), 0.1).nesterov())
                .withMessageContaining("momentum(0.9)");
        assertThat(adam.learningRate()).isEqualTo(0.1);
    }

    @Test
    void lossesThatHaveNoGradients() {
        Sgd sgd = Optim.sgd(List.of(p), 0.1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sgd.minimize(OptimTest.recorded(() -> p.mul(2))))
                .withMessageContaining("(2)")
                .withMessageContaining("mean()");
        assertThatIllegalStateException()
                .isThrownBy(() -> sgd.minimize(manager.create(1f)))
                .withMessageContaining("Tape.record()");
    }

    @Test
    void aClosedOptimiser() {
        Sgd sgd = Optim.sgd(List.of(p), 0.1);
        sgd.close();
        sgd.close();
        assertThatIllegalStateException().isThrownBy(sgd::step).withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(sgd::zeroGrad).withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(() -> sgd.state(manager)).withMessageContaining("closed");
    }

    @Test
    void stateOfAnotherOptimiser() {
        Adam adam = Optim.adam(List.of(p), 0.1);
        adam.minimize(OptimTest.recorded(p::sum));
        Map<String, NDArray> saved = adam.state(manager);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Optim.sgd(List.of(p), 0.2).load(saved))
                .withMessageContaining("param_groups.0.momentum")
                .withMessageContaining("another kind");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Optim.adam(List.of(parameter(5)), 0.2).load(saved))
                .withMessageContaining("state.0.exp_avg")
                .withMessageContaining("(5)");
    }

    @Test
    void schedulesThatCannotBe() {
        Adagrad adagrad = Optim.adagrad(List.of(p), 0.1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.oneCycle(0.1, 10).perStep(adagrad))
                .withMessageContaining("withoutMomentum()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.step(0, 0.1))
                .withMessageContaining("at least 1, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReduceOnPlateau.of(adagrad).factor(1))
                .withMessageContaining("factor");
        Scheduler cycle = Schedule.oneCycle(0.1, 2).withoutMomentum().perStep(adagrad);
        cycle.afterStep();
        cycle.afterStep();
        assertThatIllegalStateException()
                .isThrownBy(cycle::afterStep)
                .withMessageContaining("One cycle of 2 steps")
                .withMessageContaining("epochs times batches");
    }

    private NDArray parameter(int size) {
        NDArray array = manager.ones(new Shape(size));
        array.setRequiresGradient(true);
        return array;
    }
}
