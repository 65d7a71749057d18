package lungo.lib.device;

import ai.djl.Device;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A device, or why there is none: found once, and told each time that it is asked for. */
record Choice(Device found, String problem) {

    private static final Pattern NAME = Pattern.compile("cpu|cuda(?::(\\d{1,3}))?");
    private static final String CPU = " Or compute on the CPU: LUNGO_DEVICE=cpu.";

    /** The wanted device; where none is named, the first GPU that can be used, else the CPU. */
    static Choice of(String wanted, boolean cudaNatives, Cuda cuda) {
        if (wanted == null || wanted.isBlank()) {
            return found(cudaNatives && cuda.gpus() > 0 ? Device.gpu(0) : Device.cpu());
        }
        return named(wanted.strip(), cudaNatives, cuda);
    }

    static Choice named(String name, boolean cudaNatives, Cuda cuda) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return missing("There is no device \"" + name + "\". Say cpu, cuda, or cuda:1 for the second GPU.");
        } else if (name.equals("cpu")) {
            return found(Device.cpu());
        }
        int index = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
        if (cuda.gpus() == 0) {
            return missing(name + " is wanted, but no GPU can be used: " + cuda.problem() + ". " + cuda.remedy() + CPU);
        } else if (!cudaNatives) {
            return missing(name + " is wanted and a GPU is there, but this libtorch computes on the CPU alone. Run"
                    + " LUNGO_DEVICE=cuda environment/lab --check, which fetches the one for CUDA, and restart the"
                    + " kernel.");
        } else if (index >= cuda.gpus()) {
            return missing("There is no " + name + ": CUDA sees " + cuda.gpus() + ", counted from cuda:0. The"
                    + " environment variable CUDA_VISIBLE_DEVICES may hide others.");
        }
        return found(Device.gpu(index));
    }

    /** The device. Throws IllegalStateException, which says what is missing and the remedy. */
    Device device() {
        if (found == null) {
            throw new IllegalStateException(problem);
        }
        return found;
    }

    private static Choice found(Device device) {
        return new Choice(device, "");
    }

    private static Choice missing(String message) {
        return new Choice(null, message);
    }
}
