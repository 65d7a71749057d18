package lungo.lib.nn;

import ai.djl.ndarray.NDArray;
import lungo.lib.script.Script;

/** How pictures (N, C, H, W) are resized, in the words of {@code torch.nn.functional.interpolate}; never antialiased. */
public enum Interpolation {
    /** Each pixel takes the nearest one's value. */
    NEAREST,
    /** Pixels are squares, and mix the four nearest centres: {@code mode="bilinear"}. */
    BILINEAR,
    /** Pixels are points, corners stay corners: {@code mode="bilinear", align_corners=True}. */
    BILINEAR_ALIGN_CORNERS;

    NDArray to(Script script, NDArray x, long height, long width) {
        long[] size = {height, width};
        return this == NEAREST
                ? script.array("nearest_to", x, size)
                : script.array("bilinear_to", x, size, this == BILINEAR_ALIGN_CORNERS);
    }

    NDArray by(Script script, NDArray x, double scale) {
        return this == NEAREST
                ? script.array("nearest_by", x, scale)
                : script.array("bilinear_by", x, scale, this == BILINEAR_ALIGN_CORNERS);
    }
}
