package lungo.lib.plot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import lungo.lib.display.Bundle;
import org.junit.jupiter.api.Test;

class HistogramsTest {

    @Test
    @SuppressWarnings("unchecked")
    void anArraysValuesAreCountedBetweenTheEndsThatAreGiven() {
        try (var manager = NDManager.newBaseManager()) {
            var values = manager.create(new float[] {-1, 0.001f, 0.001f, 0.51f, 9});
            var bundle = Histograms.titled("Values").add("x", values, -1, 1).bundle();
            var figure = (Map<String, Object>) bundle.data().get(Bundle.PLOTLY);
            var counts = Json.list(SvgChart.traces(figure).get(0), "y").stream()
                    .mapToDouble(count -> (double) count)
                    .toArray();
            assertThat(counts).hasSize(40).startsWith(1).endsWith(0);
            assertThat(counts[20]).isEqualTo(2); // from 0 to 0.05
            assertThat(counts[30]).isEqualTo(1); // from 0.5; 9 lies outside
            assertThat(Json.list(Json.object(Json.object(figure, "layout"), "xaxis"), "range"))
                    .isEqualTo(List.of(-1.0, 1.0));
            assertThat(bundle.text()).contains("x: 5 values, mean 1.7");
        }
    }
}
