package lungo.lib.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SamplePictureTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void theTensorsHoldThePicturesOwnPixelsChannelByChannel() {
        var picture = SamplePicture.chelsea();
        var bytes = SamplePicture.bytes(manager);
        assertThat(bytes.getShape()).isEqualTo(new Shape(3, 200, 300));
        assertThat(bytes.getDataType()).isEqualTo(DataType.UINT8);
        int rgb = picture.getRGB(170, 60); // column, row
        for (int channel = 0; channel < 3; channel++) {
            assertThat(bytes.toType(DataType.INT32, true).getInt(channel, 60, 170))
                    .isEqualTo(rgb >> 16 - 8 * channel & 0xff);
        }
    }

    @Test
    void floatsAreSharesOfWhite() {
        var floats = SamplePicture.chelsea(manager);
        var bytes = SamplePicture.bytes(manager).toType(DataType.FLOAT32, true);
        assertThat(floats.mul(255).sub(bytes).abs().max().getFloat()).isCloseTo(0, within(1e-4f));
        assertThat(floats.max().getFloat()).isBetween(0.8f, 1f);
    }

    @Test
    void aGingerCatIsMoreRedThanBlue() {
        var means = SamplePicture.chelsea(manager)
                .reshape(3, -1)
                .mean(new int[] {1})
                .toFloatArray();
        assertThat(means[0]).isGreaterThan(means[1]);
        assertThat(means[1]).isGreaterThan(means[2]);
    }
}
