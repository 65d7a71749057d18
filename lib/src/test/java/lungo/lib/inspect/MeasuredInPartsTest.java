package lungo.lib.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import lungo.lib.data.TensorDataset;
import lungo.lib.train.Evaluation;
import lungo.lib.train.Predictions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A whole test set is measured a part at a time: its outputs would not fit beside a course's other memory. */
class MeasuredInPartsTest {
    private final NDManager manager = Networks.manager();
    private final TensorDataset data = new TensorDataset(
            manager.zeros(new Shape(600, 1)), manager.arange(600).mod(2).toType(DataType.INT64, false), "600 rows");
    private final List<Long> sizes = new ArrayList<>();

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray forward(NDArray x) {
        sizes.add(x.getShape().get(0));
        return x.concat(x.add(1), 1); // (n, 2), the second larger
    }

    @Test
    void evaluation() {
        assertThat(Evaluation.of(this::forward, data).accuracy()).isEqualTo(0.5);
        assertThat(sizes).containsExactly(250L, 250L, 100L);
    }

    @Test
    void predictions() {
        assertThat(Predictions.of(this::forward, data).wrong()).hasSize(300);
        assertThat(sizes).containsExactly(250L, 250L, 100L);
    }

    @Test
    void losses() {
        assertThat(ExampleLosses.of(this::forward, data).wrong()).hasSize(300);
        assertThat(sizes).containsExactly(250L, 250L, 100L);
    }
}
