package lungo.lib.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Losses and their gradients are PyTorch's, and what does not fit is told with its remedy. */
class LossesTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @TestFactory
    Stream<DynamicTest> lossesAndTheirGradientsAreTorchs() {
        var calls = new HashMap<String, TorchCases.Call>();
        calls.putAll(ofClasses());
        calls.putAll(ofNumbers());
        calls.putAll(reduced());
        return TorchCases.tests("losses.json", calls);
    }

    private static Map<String, TorchCases.Call> ofClasses() {
        TorchCases.Call crossEntropy = of(F::crossEntropy);
        var calls = new HashMap<String, TorchCases.Call>();
        calls.put("cross_entropy", crossEntropy);
        calls.put("cross_entropy_of_large_logits", crossEntropy);
        calls.put("cross_entropy_with_ignored", crossEntropy);
        calls.put("cross_entropy_of_pixels", crossEntropy);
        calls.put("cross_entropy_none", in -> F.crossEntropy(in[0], in[1], Reduction.NONE));
        calls.put("cross_entropy_sum", in -> F.crossEntropy(in[0], in[1], Reduction.SUM));
        calls.put("cross_entropy_smoothed", in -> F.crossEntropy(in[0], in[1], 0.1, null));
        calls.put("cross_entropy_weighted", in -> F.crossEntropy(in[0], in[1], 0, constant(in[2])));
        calls.put("cross_entropy_weighted_smoothed", in -> F.crossEntropy(in[0], in[1], 0.2, constant(in[2])));
        calls.put("nll", in -> F.nll(F.logSoftmax(in[0], 1), in[1]));
        calls.put("multi_margin", of(F::multiMarginLoss));
        return calls;
    }

    private static Map<String, TorchCases.Call> ofNumbers() {
        var calls = new HashMap<String, TorchCases.Call>();
        calls.put(
                "hinge",
                in -> F.hinge(
                        in[0],
                        constant(in[1])
                                .gte(0)
                                .toType(DataType.FLOAT32, false)
                                .mul(2)
                                .sub(1)));
        calls.put("bce_with_logits", in -> F.binaryCrossEntropyWithLogits(in[0], constant(in[1])));
        calls.put(
                "bce_with_logits_weighted",
                in -> F.binaryCrossEntropyWithLogits(in[0], constant(in[1]), constant(in[2])));
        calls.put("mse", of(F::mse));
        calls.put("l1", of(F::l1));
        calls.put("huber", in -> F.huber(in[0], in[1], 1.5));
        calls.put("smooth_l1", in -> F.smoothL1(in[0], in[1], 0.7));
        calls.put("kl_div", in -> F.klDiv(F.logSoftmax(in[0], 1), constant(in[1])));
        calls.put("kl_div_mean", in -> F.klDiv(F.logSoftmax(in[0], 1), constant(in[1]), Reduction.MEAN, false));
        calls.put(
                "kl_div_log_target",
                in -> F.klDiv(F.logSoftmax(in[0], 1), F.logSoftmax(in[1], 1), Reduction.BATCH_MEAN, true));
        return calls;
    }

    private static Map<String, TorchCases.Call> reduced() {
        return Map.of(
                "bce_with_logits_none",
                in -> F.binaryCrossEntropyWithLogits(in[0], constant(in[1]), Reduction.NONE),
                "bce_with_logits_each_weighted",
                in -> F.binaryCrossEntropyWithLogits(in[0], constant(in[1]), constant(in[2]), null, Reduction.SUM),
                "bce_with_logits_twice_weighted",
                in -> F.binaryCrossEntropyWithLogits(
                        in[0], constant(in[1]), constant(in[2]), constant(in[3]), Reduction.MEAN),
                "mse_none",
                in -> F.mse(in[0], in[1], Reduction.NONE),
                "mse_sum_an_example",
                in -> F.mse(in[0], in[1], Reduction.BATCH_MEAN),
                "l1_sum",
                in -> F.l1(in[0], in[1], Reduction.SUM),
                "huber_none",
                in -> F.huber(in[0], in[1], 1.5, Reduction.NONE),
                "smooth_l1_sum",
                in -> F.smoothL1(in[0], in[1], 0.7, Reduction.SUM));
    }

    private static TorchCases.Call of(BinaryOperator<NDArray> loss) {
        return in -> loss.apply(in[0], in[1]);
    }

    private static NDArray constant(NDArray x) {
        return x.stopGradient();
    }

    @Test
    void aLabelThatIsNoClassIsNamed() {
        NDArray logits = manager.ones(new Shape(3, 10));
        for (long wrong : new long[] {10, -1}) {
            NDArray target = manager.create(new long[] {9, -100, wrong});
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> F.crossEntropy(logits, target))
                    .withMessageContainingAll("Label " + wrong, "number 2", "10 classes, 0 to 9");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> F.crossEntropy(logits, target, 0.1, manager.ones(new Shape(10))))
                    .withMessageContaining("Label " + wrong);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> F.nll(logits, target))
                    .withMessageContaining("Label " + wrong);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> F.multiMarginLoss(logits, manager.create(new long[] {0, 1, -100})))
                .withMessageContaining("Label -100");
        assertThat(F.crossEntropy(logits, manager.create(new long[] {9, 0, 1})).getFloat())
                .as("and the engine works on")
                .isEqualTo((float) Math.log(10));
    }

    @Test
    void shapesThatDoNotFitAreToldNotBroadcast() {
        NDArray column = manager.ones(new Shape(4, 1));
        NDArray row = manager.ones(new Shape(4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> F.mse(column, row))
                .withMessageContainingAll("(4, 1)", "(4)", "squeeze");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> F.binaryCrossEntropyWithLogits(row, manager.create(new long[] {0, 1, 0, 1})))
                .withMessageContaining("int64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> F.crossEntropy(column, manager.create(new long[] {0, 0, 0})))
                .withMessageContaining("(N, classes)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> F.crossEntropy(column, manager.zeros(row.getShape(), DataType.INT64), 0, row))
                .withMessageContaining("one a class, (1)");
    }

    @Test
    void optionsOutOfRangeAreTold() {
        NDArray x = manager.ones(new Shape(2, 3));
        NDArray target = manager.create(new long[] {0, 1});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> F.crossEntropy(x, target, 1.5, null))
                .withMessageContaining("1.5");
        assertThatIllegalArgumentException().isThrownBy(() -> F.huber(x, x, 0)).withMessageContaining("above 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> F.smoothL1(x, x, Double.NaN))
                .withMessageContaining("NaN");
    }
}
