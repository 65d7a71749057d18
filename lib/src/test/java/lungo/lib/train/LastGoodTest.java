package lungo.lib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lungo.lib.data.TensorDataset;
import lungo.lib.nn.F;
import lungo.lib.optim.Optim;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An update that overflows after a loss that was a number: neither the network nor the checkpoint keeps its weights. */
class LastGoodTest {

    @TempDir
    Path folder;

    private final NDManager manager = NDManager.newBaseManager();
    private final TensorDataset train = Clouds.of(manager, 40);
    private final TensorDataset test = Clouds.of(manager, 30);
    private final Block net = Clouds.lively(manager);

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void withOneStepAnEpochTheEpochBeforeIsBack() {
        Path file = folder.resolve("good.safetensors");
        var afterTwo = new ArrayList<Map<String, float[]>>();
        var overflow = new Overflow(3);
        assertThatThrownBy(() -> training(net)
                        .batchSize(100)
                        .checkpoint(file)
                        .gradients(overflow::change)
                        .callback(new Callback() {
                            @Override
                            public void afterEpoch(Run run) {
                                if (run.epoch() == 2) {
                                    afterTwo.add(Clouds.values(net));
                                }
                                assertThat(run.epoch()).isLessThan(3);
                            }
                        })
                        .fit(train, test, 5))
                .isInstanceOf(DivergedException.class)
                .hasMessageContainingAll("weights became Inf or NaN", "step 3", "epoch 3", "after step 2");
        assertThat(afterTwo).hasSize(1);
        same(net, afterTwo.get(0));
        var resumed = Clouds.lively(manager);
        training(resumed).batchSize(100).resume(file).fit(train, test, 2);
        same(resumed, afterTwo.get(0));
    }

    @Test
    void theLastStepOfAnEpochIsNotTheGoodOneOfTheNext() {
        Map<String, float[]> before = Clouds.values(net);
        var overflow = new Overflow(5);
        assertThatThrownBy(() ->
                        training(net).batchSize(8).gradients(overflow::change).fit(train, 3))
                .isInstanceOf(DivergedException.class)
                .hasMessageContainingAll("step 5", "epoch 1", "after step 0");
        same(net, before);
    }

    @Test
    void aCheckpointWithinAnEpochIsNotWrittenOverByThem() {
        Path file = folder.resolve("good.safetensors");
        var overflow = new Overflow(3);
        assertThatThrownBy(() -> training(net)
                        .batchSize(8)
                        .checkpoint(file, 1)
                        .gradients(overflow::change)
                        .fit(train, test, 3))
                .isInstanceOf(DivergedException.class);
        var whole = Clouds.lively(manager);
        training(whole).batchSize(8).fit(train, test, 1);
        var resumed = Clouds.lively(manager);
        History rest = training(resumed).batchSize(8).resume(file).fit(train, test, 1);
        same(resumed, Clouds.values(whole));
        assertThat(rest.steps()).extracting(History.Steps::last).containsExactly(5);
    }

    /** Multiplies a step's gradients until they are infinite, which the loss before them does not show. */
    private static final class Overflow {
        private final int at;
        private int step;

        Overflow(int at) {
            this.at = at;
        }

        void change(List<NDArray> parameters) {
            step++;
            for (NDArray parameter : parameters) {
                try (NDArray gradient = parameter.getGradient()) {
                    gradient.muli(step == at ? Float.POSITIVE_INFINITY : 1);
                }
            }
        }
    }

    private static Training training(Block net) {
        return Training.of(net, F::crossEntropy)
                .optimizer(parameters -> Optim.sgd(parameters, 0.1))
                .seed(2);
    }

    private static void same(Block block, Map<String, float[]> expected) {
        Clouds.values(block).forEach((name, values) -> assertThat(values)
                .as(name)
                .isEqualTo(expected.get(name))
                .doesNotContain(Float.NaN));
    }
}
