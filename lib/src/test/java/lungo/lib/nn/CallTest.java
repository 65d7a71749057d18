package lungo.lib.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void aLayerGetsItsValuesAtItsFirstCallAndKeepsThem() {
        var x = manager.randomNormal(new Shape(2, 3, 8, 8));
        var conv = Layers.conv2d(4, 3, 1, 1);
        var out = Call.of(conv, x);
        assertThat(out.getShape()).isEqualTo(new Shape(2, 4, 8, 8));
        assertThat(Call.of(conv, x)).isEqualTo(out);
        var weight = conv.getParameters().get("weight").getArray();
        var bias = conv.getParameters().get("bias").getArray();
        assertThat(F.conv2d(x, weight, bias, 1, 1, 1, 1)).isEqualTo(out);
    }

    @Test
    void trainingModeIsSaid() {
        var x = manager.ones(new Shape(50, 20));
        var dropout = Layers.dropout(0.5);
        assertThat(Call.of(dropout, x)).isEqualTo(x);
        assertThat(Call.of(dropout, x, true).eq(0).countNonzero().getLong()).isBetween(300L, 700L);
    }

    @Test
    void gradientsReachTheParameters() {
        var x = manager.ones(new Shape(4, 3));
        var linear = Layers.linear(1);
        try (var tape = Tape.record()) {
            tape.backward(Call.of(linear, x, true).sum());
        }
        assertThat(linear.getParameters().get("weight").getArray().getGradient().toFloatArray())
                .containsExactly(4f, 4f, 4f);
    }
}
