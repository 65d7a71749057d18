package lungo.lib.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/** Bytes to floats, in torchvision's order: {@code ToTensor} (x / 255), then {@code Normalize} ((x − mean) / std). */
record Normalisation(float mean, float std) {

    NDArray apply(NDArray bytes) {
        return bytes.toType(DataType.FLOAT32, true).divi(255f).subi(mean).divi(std);
    }
}
