package lungo.lib.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import lungo.lib.nn.Reference;
import org.junit.jupiter.api.Test;

/** Byte for byte what torch.utils.tensorboard 2.7.1 writes; lib/reference/summaries.py stored it. */
class SummariesTest {
    private final JsonObject pytorch = Reference.read("summaries.json");

    private double[] stored(String name) {
        return StreamSupport.stream(pytorch.getAsJsonArray(name).spliterator(), false)
                .mapToDouble(element -> element.getAsDouble())
                .toArray();
    }

    private void areTheSame(String name, Protobuf message) {
        assertThat(HexFormat.of().formatHex(message.bytes()))
                .as(name)
                .isEqualTo(pytorch.get(name).getAsString());
    }

    @Test
    void scalarsAndTextsAreWrittenAsPyTorchWritesThem() {
        areTheSame("scalar", Summaries.scalar("Loss/train", 0.25f));
        areTheSame("zero", Summaries.scalar("zero", 0));
        areTheSame("text", Summaries.text("notes", "# Läuft"));
    }

    @Test
    void valuesAreCountedInTensorFlowsBuckets() {
        var bins = HistogramBins.of(stored("values"));
        assertThat(bins.limits()).containsExactly(stored("limits"));
        assertThat(bins.counts()).containsExactly(stored("counts"));
        areTheSame("constant", Summaries.histogram("zeros", new double[3]));
    }

    @Test
    void valuesThatAreNotFiniteAreLeftOutOfTheBuckets() {
        var bins = HistogramBins.of(1, Double.NaN, Double.POSITIVE_INFINITY, 1e30, 2);
        assertThat(bins.counts()).contains(1, 1).doesNotContain(2);
        assertThatThrownBy(() -> HistogramBins.of(Double.NaN)).hasMessageContaining("None of the 1 values is finite");
        assertThatThrownBy(HistogramBins::of).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hyperparametersAreWrittenAsPyTorchWritesThem() {
        var settings = new LinkedHashMap<String, Object>();
        settings.put("lr", 0.1);
        settings.put("optim", "sgd");
        var metrics = new LinkedHashMap<String, Double>();
        metrics.put("accuracy", 0.9);
        metrics.put("loss", 0.3);
        var messages = HparamSummaries.of(settings, metrics.keySet());
        areTheSame("experiment", messages.get(0));
        areTheSame("start", HparamSummaries.of(Map.of("optim", "sgd"), Set.of()).get(1));
        areTheSame("end", messages.get(2));
    }

    @Test
    void aHyperparameterOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> HparamSummaries.of(Map.of("layers", new int[2]), Set.of()))
                .hasMessageContaining("layers")
                .hasMessageContaining("number, a boolean or a text");
    }
}
