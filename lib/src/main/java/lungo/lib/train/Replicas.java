package lungo.lib.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lungo.lib.data.Batch;
import lungo.lib.nn.Tape;
import lungo.lib.script.Script;

/**
 * The network on several devices, each of which takes its part of every batch, as {@code torch.nn.DataParallel} has it: the
 * first has the parameters, the others copies of them; their gradients are added up on the first, and its parameters copied
 * to the others after each step. Running statistics are those of the first device's part.
 */
final class Replicas implements AutoCloseable {

    private static final Script SCRIPT = Script.resource(Replicas.class, "train.torchscript");

    /** Rows of a batch on one device, with the network there. */
    record Part(NDArray x, NDArray y, Forward on) {
        int size() {
            return (int) y.getShape().get(0);
        }
    }

    /** A copy of the network, run layer by layer. */
    private record Copy(Device device, NDManager manager, List<NDArray> arrays, List<NDArray> trained, Forward on) {}

    private final Network network;
    private final List<NDArray> arrays;
    private final List<NDArray> trained;
    private final Device home;
    private final List<Copy> copies = new ArrayList<>();

    /** On no devices in particular, the network stays alone where it is; else its arrays must be on the first. */
    Replicas(Network network, List<Device> devices) {
        this.network = network;
        this.arrays = Network.arraysOf(network.block());
        this.trained = network.parameters();
        this.home = network.manager().getDevice();
        if (!devices.isEmpty() && !devices.get(0).equals(home)) {
            throw new IllegalArgumentException("The network is on " + home + ", but is to be trained on "
                    + devices.get(0) + ". Initialise it there, or leave that to fit.");
        }
        devices.stream().skip(1).forEach(device -> copies.add(copy(device)));
    }

    /** Throws IllegalArgumentException if one of the devices is not there. */
    static void requireVisible(Device... devices) {
        int gpus = Engine.getInstance().getGpuCount();
        for (Device device : devices) {
            if (device.isGpu() && device.getDeviceId() >= gpus) {
                throw new IllegalArgumentException("There is no " + device + ": "
                        + (gpus == 0
                                ? "no GPU is visible, use Device.cpu()"
                                : "gpu(0) to gpu(" + (gpus - 1) + ") are visible")
                        + ", or see why: does nvidia-smi list it, and are DJL's natives those for CUDA?");
            }
        }
    }

    private Copy copy(Device device) {
        NDManager manager = network.manager().newSubManager(device);
        var store = new Copies(manager);
        var copied = new ArrayList<NDArray>();
        var learning = new ArrayList<NDArray>();
        for (Parameter parameter : network.block().getParameters().values()) {
            NDArray copy = store.add(parameter);
            copied.add(copy);
            if (parameter.requiresGradient()) {
                learning.add(copy);
            }
        }
        return new Copy(device, manager, copied, learning, (x, training) -> network.block()
                .forward(store, new NDList(x), training)
                .singletonOrThrow());
    }

    /** Gives a block the copies for its parameters. DJL's own store takes the parameters themselves on their own device. */
    private static final class Copies extends ParameterStore {
        private final Map<String, NDArray> byId = new HashMap<>();

        Copies(NDManager manager) {
            super(manager, true);
        }

        NDArray add(Parameter parameter) {
            var pause = Tape.pause();
            try {
                NDArray array = parameter.getArray();
                Device device = getManager().getDevice();
                NDArray copy = array.getDevice().equals(device) ? array.duplicate() : array.toDevice(device, true);
                copy.attach(getManager());
                copy.setRequiresGradient(parameter.requiresGradient());
                byId.put(parameter.getId(), copy);
                return copy;
            } finally {
                pause.close();
            }
        }

        @Override
        public NDArray getValue(Parameter parameter, Device device, boolean training) {
            return parameter == null ? null : byId.get(parameter.getId());
        }
    }

    int count() {
        return 1 + copies.size();
    }

    /** All of a batch, where the network is. */
    Part whole(Batch batch) {
        return new Part(batch.x(), home(batch.y()), network);
    }

    /** The batch cut into as many parts as there are devices, or fewer; the batch's manager owns them. */
    List<Part> parts(Batch batch) {
        if (copies.isEmpty()) {
            return List.of(whole(batch));
        }
        var parts = new ArrayList<Part>();
        int size = (batch.size() + copies.size()) / count();
        for (int i = 0; i * size < batch.size(); i++) {
            var rows = new NDIndex(i * size + ":" + Math.min(batch.size(), (i + 1) * size));
            Device device = i == 0 ? home : copies.get(i - 1).device;
            parts.add(new Part(
                    batch.x().get(rows).toDevice(device, false),
                    batch.y().get(rows).toDevice(device, false),
                    i == 0 ? network : copies.get(i - 1).on));
        }
        return parts;
    }

    /** An array where the network is: itself if it is there. */
    NDArray home(NDArray array) {
        return array.toDevice(home, false);
    }

    /** Adds the copies' gradients to the network's, and begins them anew. */
    void gatherGradients() {
        var pause = Tape.pause();
        try {
            for (Copy copy : copies) {
                for (int i = 0; i < trained.size(); i++) {
                    gather(trained.get(i), copy.trained.get(i));
                }
            }
        } finally {
            pause.close();
        }
    }

    private void gather(NDArray parameter, NDArray copy) {
        try (NDArray gradient = copy.getGradient();
                NDArray sum = parameter.getGradient();
                NDArray here = gradient.toDevice(home, true)) {
            sum.addi(here);
            SCRIPT.run("clear", gradient);
        }
    }

    /** Copies the network's arrays to the copies. */
    void broadcast() {
        var pause = Tape.pause();
        try {
            for (Copy copy : copies) {
                SCRIPT.run("copy", copy.arrays, arrays);
            }
        } finally {
            pause.close();
        }
    }

    @Override
    public void close() {
        copies.forEach(copy -> copy.manager.close());
    }
}
