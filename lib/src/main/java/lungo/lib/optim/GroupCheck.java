package lungo.lib.optim;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;

/** What can be told at once of arrays that are not to be trained together. */
final class GroupCheck {

    private GroupCheck() {}

    /** Throws IllegalArgumentException unless {@code added} can be trained beside {@code before}, which may be empty. */
    static void requireTrainable(List<NDArray> before, List<? extends NDArray> added) {
        if (added.isEmpty()) {
            throw new IllegalArgumentException(
                    "There are no parameters to train. A block has some only after it was initialised.");
        }
        var seen = Collections.newSetFromMap(new IdentityHashMap<NDArray, Boolean>());
        seen.addAll(before);
        Device device = (before.isEmpty() ? added : before).get(0).getDevice();
        for (int i = 0; i < added.size(); i++) {
            NDArray p = added.get(i);
            String name = "Parameter " + i + ", of shape " + p.getShape() + ", ";
            if (!p.hasGradient()) {
                throw new IllegalArgumentException(
                        name + "requires no gradient. Make it with Init, or call setRequiresGradient(true).");
            }
            if (!seen.add(p)) {
                throw new IllegalArgumentException(
                        name + "is in the optimiser already. A parameter is in one group, and once: leave it out.");
            }
            if (!p.getDevice().equals(device)) {
                throw new IllegalArgumentException(name + "is on " + p.getDevice() + ", the first on " + device
                        + ". One optimiser moves parameters of one device: make one for each.");
            }
        }
    }
}
