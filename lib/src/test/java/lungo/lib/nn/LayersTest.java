package lungo.lib.nn;

import static lungo.lib.nn.Interpolation.BILINEAR;
import static lungo.lib.nn.Interpolation.BILINEAR_ALIGN_CORNERS;
import static lungo.lib.nn.Interpolation.NEAREST;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Layers as functions, and their gradients, are PyTorch's. */
class LayersTest {

    @TestFactory
    Stream<DynamicTest> layersAndTheirGradientsAreTorchs() {
        var calls = new HashMap<String, TorchCases.Call>();
        calls.putAll(activations());
        calls.putAll(convolutions());
        calls.putAll(poolings());
        calls.putAll(resizings());
        calls.putAll(normalisations());
        calls.putAll(rearrangements());
        return TorchCases.tests("layers.json", calls);
    }

    private static Map<String, TorchCases.Call> activations() {
        var calls = new HashMap<String, TorchCases.Call>();
        calls.put("linear", in -> F.linear(in[0], in[1], in[2]));
        calls.put("relu", of(F::relu));
        calls.put("sigmoid", of(F::sigmoid));
        calls.put("tanh", of(F::tanh));
        calls.put("leaky_relu", in -> F.leakyRelu(in[0], 0.01));
        calls.put("prelu", in -> F.prelu(in[0], in[1]));
        calls.put("prelu_by_channel", in -> F.prelu(in[0], in[1]));
        calls.put("elu", in -> F.elu(in[0], 0.7));
        calls.put("selu", of(F::selu));
        calls.put("gelu", of(F::gelu));
        calls.put("gelu_tanh", of(F::geluTanh));
        calls.put("softplus", of(F::softplus));
        calls.put("softmax", in -> F.softmax(in[0], 1));
        calls.put("log_softmax", in -> F.logSoftmax(in[0], 1));
        return calls;
    }

    private static Map<String, TorchCases.Call> convolutions() {
        return Map.of(
                "conv2d", in -> F.conv2d(in[0], in[1], in[2]),
                "conv2d_without_bias", in -> F.conv2d(in[0], in[1], null),
                "conv2d_strided_padded", in -> F.conv2d(in[0], in[1], in[2], 2, 1, 1, 1),
                "conv2d_dilated_grouped", in -> F.conv2d(in[0], in[1], in[2], 1, 2, 2, 3),
                "conv2d_oblong",
                        in -> F.conv2d(in[0], in[1], in[2], new Shape(2, 1), new Shape(0, 1), new Shape(1, 2), 3),
                "conv_transpose2d", in -> F.convTranspose2d(in[0], in[1], null, 1, 0, 0, 1, 1),
                "conv_transpose2d_strided", in -> F.convTranspose2d(in[0], in[1], in[2], 2, 1, 1, 1, 1));
    }

    private static Map<String, TorchCases.Call> poolings() {
        return Map.of(
                "max_pool2d", in -> F.maxPool2d(in[0], 3, 2, 1),
                "max_pool2d_ceil", in -> F.maxPool2d(in[0], 3, 2, 0, true),
                "max_pool2d_ceil_padded", in -> F.maxPool2d(in[0], 2, 3, 1, true),
                "avg_pool2d_ceil", in -> F.avgPool2d(in[0], 3, 2, 1, true, true),
                "avg_pool2d_without_padding", in -> F.avgPool2d(in[0], 3, 2, 1, true, false),
                "avg_pool2d", in -> F.avgPool2d(in[0], 3, 2, 1),
                "adaptive_avg_pool2d", in -> F.adaptiveAvgPool2d(in[0], 3, 4),
                "adaptive_max_pool2d", in -> F.adaptiveMaxPool2d(in[0], 3, 4));
    }

    private static Map<String, TorchCases.Call> resizings() {
        return Map.of(
                "nearest_by_2", in -> F.interpolate(in[0], 2, NEAREST),
                "nearest_by_1_3", in -> F.interpolate(in[0], 1.3, NEAREST),
                "nearest_to", in -> F.interpolate(in[0], 7, 4, NEAREST),
                "bilinear_by_2", in -> F.interpolate(in[0], 2, BILINEAR),
                "bilinear_by_1_3", in -> F.interpolate(in[0], 1.3, BILINEAR),
                "bilinear_smaller", in -> F.interpolate(in[0], 2, 3, BILINEAR),
                "bilinear_aligned_by_2", in -> F.interpolate(in[0], 2, BILINEAR_ALIGN_CORNERS),
                "bilinear_aligned_to", in -> F.interpolate(in[0], 7, 4, BILINEAR_ALIGN_CORNERS));
    }

    private static Map<String, TorchCases.Call> normalisations() {
        return Map.of(
                "batch_norm_training", in -> batchNorm(true, in),
                "batch_norm_evaluation", in -> batchNorm(false, in),
                "batch_norm_of_features", in -> batchNorm(true, in),
                "batch_norm_running",
                        in -> {
                            NDArray mean = in[1].stopGradient().duplicate();
                            NDArray var = in[2].stopGradient().duplicate();
                            F.batchNorm(in[0], mean, var, in[3], in[4], true, 0.1, 1e-5);
                            return mean.concat(var);
                        },
                "dropout_in_evaluation", in -> F.dropout(in[0], 0.5, false));
    }

    private static NDArray batchNorm(boolean training, NDArray... in) {
        NDArray mean = in[1].stopGradient().duplicate();
        NDArray var = in[2].stopGradient().duplicate();
        return F.batchNorm(in[0], mean, var, in[3], in[4], training, 0.1, 1e-5);
    }

    private static Map<String, TorchCases.Call> rearrangements() {
        return Map.of(
                "pad", in -> F.pad(in[0], 0.5, 1, 2, 0, 1),
                "flatten", of(F::flatten),
                "one_hot", in -> F.oneHot(in[0], 4),
                "correct", in -> F.correct(in[0], in[1]));
    }

    private static TorchCases.Call of(UnaryOperator<NDArray> layer) {
        return in -> layer.apply(in[0]);
    }
}
