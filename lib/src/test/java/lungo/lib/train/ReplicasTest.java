package lungo.lib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.util.List;
import lungo.lib.data.TensorDataset;
import lungo.lib.nn.F;
import lungo.lib.optim.Optim;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Data parallelism, with two and three copies on one CPU. On several GPUs it was not run. */
class ReplicasTest {

    private final NDManager manager = NDManager.newBaseManager(Device.cpu());
    private final TensorDataset train = Clouds.of(manager, 101);
    private final TensorDataset test = Clouds.of(manager, 30);

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void severalDevicesLearnWhatOneLearns() {
        var one = Clouds.net(manager, 2);
        History expected = training(one).fit(train, test, 3);
        for (Device[] devices :
                List.of(new Device[] {Device.cpu()}, new Device[] {Device.cpu(), Device.cpu()}, new Device[] {
                    Device.cpu(), Device.cpu(), Device.cpu()
                })) {
            var net = Clouds.net(manager, 2);
            History history = training(net).devices(devices).fit(train, test, 3);
            near(net, one);
            assertThat(history.last().trainLoss()).isCloseTo(expected.last().trainLoss(), within(1e-6));
            assertThat(history.last().trainAccuracy()).isEqualTo(expected.last().trainAccuracy());
        }
    }

    @Test
    void togetherWithAccumulation() {
        var one = Clouds.net(manager, 2);
        training(one).fit(train, test, 2);
        var net = Clouds.net(manager, 2);
        training(net)
                .batchSize(4)
                .accumulate(2)
                .devices(Device.cpu(), Device.cpu())
                .fit(train, test, 2);
        near(net, one);
    }

    @Test
    void theCopiesAreFreed() {
        var net = Clouds.net(manager, 2);
        training(net).devices(Device.cpu(), Device.cpu()).fit(train, test, 1);
        int before = manager.getManagedArrays().size();
        for (int i = 0; i < 3; i++) {
            training(net).devices(Device.cpu(), Device.cpu()).fit(train, test, 1);
        }
        assertThat(manager.getManagedArrays()).hasSizeLessThanOrEqualTo(before);
    }

    @Test
    void aDeviceThatIsNotThereIsTold() {
        assumeTrue(Engine.getInstance().getGpuCount() == 0, "there are GPUs here");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training(Clouds.net(manager, 2)).devices(Device.gpu()))
                .withMessageContainingAll("gpu", "no GPU is visible", "Device.cpu()");
    }

    private static Training training(Block net) {
        return Training.of(net, F::crossEntropy)
                .optimizer(parameters -> Optim.sgd(parameters, 0.1).momentum(0.9))
                .batchSize(8)
                .seed(3);
    }

    private static void near(Block a, Block b) {
        List<float[]> others = List.copyOf(Clouds.values(b).values());
        List<float[]> arrays = List.copyOf(Clouds.values(a).values());
        for (int i = 0; i < arrays.size(); i++) {
            assertThat(others.get(i)).usingComparatorWithPrecision(1e-5f).containsExactly(arrays.get(i));
        }
    }
}
