package lungo.lib.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The choice of a device, with stand-ins for what CUDA says; and the real CPU. */
class DevicesTest {

    private static final Cuda NONE = Cuda.none("12.6", "CUDA says: no CUDA-capable device (100)", "Start it.");
    private static final Cuda TWO = new Cuda(2, "12.8", "", "");

    @Test
    void gpuIsTakenUnaskedWhereItCanBeUsed() {
        assertThat(Choice.of(null, true, TWO).device()).isEqualTo(Device.gpu(0));
        assertThat(Choice.of("", true, TWO).device()).isEqualTo(Device.gpu(0));
        assertThat(Choice.of(null, false, TWO).device()).isEqualTo(Device.cpu());
        assertThat(Choice.of(null, true, NONE).device()).isEqualTo(Device.cpu());
    }

    @Test
    void nameDecides() {
        assertThat(Choice.of("cpu", true, TWO).device()).isEqualTo(Device.cpu());
        assertThat(Choice.of("cuda", true, TWO).device()).isEqualTo(Device.gpu(0));
        assertThat(Choice.of("cuda:1", true, TWO).device()).isEqualTo(Device.gpu(1));
    }

    @Test
    void gpuThatIsNotThereIsRefusedWithTheReasonAndTheRemedy() {
        assertThatThrownBy(() -> Choice.of("cuda", true, NONE).device())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CUDA says: no CUDA-capable device (100). Start it.")
                .hasMessageContaining("LUNGO_DEVICE=cpu");
        assertThatThrownBy(() -> Choice.of("cuda:2", true, TWO).device())
                .hasMessageContaining("There is no cuda:2: CUDA sees 2")
                .hasMessageContaining("CUDA_VISIBLE_DEVICES");
        assertThatThrownBy(() -> Choice.of("cuda", false, TWO).device())
                .hasMessageContaining("LUNGO_DEVICE=cuda environment/lab --check");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu", "cuda:", "cuda:-1", "CUDA", "mps", "cuda:9999999999"})
    void otherNamesAreRefused(String name) {
        assertThatThrownBy(() -> Devices.of(name))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("There is no device \"" + name + "\"");
    }

    @Test
    void bestIsDjlsDefaultAndIsNamedOnce() {
        PrintStream before = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true));
        try (var manager = NDManager.newBaseManager()) {
            assertThat(Devices.best()).isEqualTo(manager.getDevice());
            assertThat(Devices.best()).isEqualTo(Devices.of(Devices.best().isGpu() ? "cuda" : "cpu"));
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString().lines()).hasSize(1).first().asString().startsWith("Computing on c");
    }

    @Test
    void memoryOfTheCpuIsTheMachines() {
        DeviceMemory memory = Devices.memory(Device.cpu());
        assertThat(memory.total()).isGreaterThan(256L << 20);
        assertThat(memory.free()).isPositive().isLessThanOrEqualTo(memory.total());
        assertThat(new DeviceMemory(Device.cpu(), 3L << 30, 3L << 29)).hasToString("3.0 GiB, 1.5 GiB free");
    }

    @Test
    void cpuIsDescribedInPyTorchsWords() {
        assertThat(Devices.describe(Device.cpu())).matches("cpu \\(\\d+ threads\\)");
    }
}
