package lungo.lib.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import lungo.lib.display.Bundle;
import org.junit.jupiter.api.Test;

class CurvesTest {
    private final Curves two = Curves.titled("Two losses")
            .panel("logit", "loss")
            .line("square", -4, 4, z -> z * z)
            .line("absolute", -4, 4, Math::abs)
            .panel("logit", "slope")
            .range(-1, 1)
            .line("absolute", -4, 4, Math::signum);

    @SuppressWarnings("unchecked")
    private static Map<String, Object> figure(Curves curves) {
        return (Map<String, Object>) curves.bundle().data().get(Bundle.PLOTLY);
    }

    @Test
    void aNameHasOneColourAndOneEntryInTheLegendInAllPanels() {
        var traces = SvgChart.traces(figure(two));
        assertThat(traces).hasSize(3);
        assertThat(Json.object(traces.get(2), "line")).isEqualTo(Json.object(traces.get(1), "line"));
        assertThat(Json.object(traces.get(0), "line")).isNotEqualTo(Json.object(traces.get(1), "line"));
        assertThat(traces).extracting(trace -> trace.get("showlegend")).containsExactly(true, true, false);
    }

    @Test
    void panelsStandSideBySideWithAxesOfTheirOwn() {
        var layout = Json.object(figure(two), "layout");
        var left = Json.list(Json.object(layout, "xaxis"), "domain");
        var right = Json.list(Json.object(layout, "xaxis2"), "domain");
        assertThat((double) left.get(1)).isLessThan((double) right.get(0));
        assertThat((double) right.get(1)).isEqualTo(1);
        assertThat(Json.list(Json.object(layout, "yaxis2"), "range")).isEqualTo(List.of(-1.0, 1.0));
        assertThat(String.valueOf(two.bundle().data().get(Bundle.SVG))).contains("Two losses", "loss", "slope");
    }

    @Test
    void aFunctionIsComputedFromEndToEndAndBreaksWhereItIsNotFinite() {
        var trace = SvgChart.traces(figure(Curves.titled("").panel("x", "y").line("log", -1, 1, Math::log)))
                .get(0);
        var x = Json.list(trace, "x");
        assertThat(List.of(x.get(0), x.get(x.size() - 1))).isEqualTo(List.of(-1.0, 1.0));
        assertThat(Json.list(trace, "y").get(0)).isNull();
        assertThat(Json.list(trace, "y").get(x.size() - 1)).isEqualTo(0.0);
    }

    @Test
    void whatCannotBeDrawnIsNamed() {
        assertThatThrownBy(() -> Curves.titled("").line("a", 0, 1, x -> x)).hasMessageContaining("panel(");
        assertThatThrownBy(() -> two.line("a", 1, 0, x -> x)).hasMessageContaining("from 1.0 to 0.0");
        assertThatThrownBy(() -> two.points("a", new double[2], new double[3])).hasMessageContaining("2 x, but 3 y");
    }
}
