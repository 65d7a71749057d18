package lungo.lib.plot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;

class PlotlyJsonTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static List<String> figures() {
        return new ArrayList<>(Figures.all().keySet());
    }

    /** Through text and a strict parser, as a frontend gets it. */
    private static JsonNode json(Figure figure) throws Exception {
        return MAPPER.readTree(MAPPER.writeValueAsString(PlotlyJson.of(figure)));
    }

    @ParameterizedTest
    @MethodSource("figures")
    void everyFigureIsJsonInTheFormOfPlotly3(String name) throws Exception {
        var text = MAPPER.writeValueAsString(PlotlyJson.of(Figures.all().get(name)));
        var json = MAPPER.readTree(text);
        assertThat(text).doesNotContain("titlefont").doesNotContain("NaN").doesNotContain("Infinity");
        assertThat(json.at("/layout/title/text").isTextual()).isTrue();
        assertThat(json.get("data")).isNotEmpty();
        json.get("data")
                .forEach(trace -> assertThat(trace.get("type").isTextual()).isTrue());
    }

    @Test
    void numbersStayNumbersAndWhatIsNotFiniteBecomesNull() throws Exception {
        var trace = ScatterTrace.builder(
                        new double[] {0, 1, 2}, new double[] {1.5, Double.NaN, Double.POSITIVE_INFINITY})
                .build();
        var data = json(new Figure(trace)).at("/data/0");
        assertThat(data.get("x").toString()).isEqualTo("[0.0,1.0,2.0]");
        assertThat(data.get("y").toString()).isEqualTo("[1.5,null,null]");
    }

    @Test
    void titlesOfFigureAndAxesAreObjects() throws Exception {
        var layout = json(Figures.lines()).get("layout");
        assertThat(layout.at("/title/text").asText()).isEqualTo("Loss while training");
        assertThat(layout.at("/xaxis/title/text").asText()).isEqualTo("step");
        assertThat(layout.at("/yaxis/title/text").asText()).isEqualTo("loss");
        assertThat(layout.get("width").asInt()).isEqualTo(760);
    }

    @Test
    void axesKeepTypeRangeAndDirection() throws Exception {
        var axis = Axis.builder()
                .type(Axis.Type.LOG)
                .range(-3.0, 0.0)
                .title("rate")
                .build();
        var reversed = Axis.builder().autoRange(Axis.AutoRange.REVERSED).build();
        var figure = new Figure(
                Layout.builder().xAxis(reversed).yAxis(axis).build(),
                ScatterTrace.builder(new double[] {1}, new double[] {0.1}).build());
        var layout = json(figure).get("layout");
        assertThat(layout.at("/yaxis/type").asText()).isEqualTo("log");
        assertThat(layout.at("/yaxis/range").toString()).isEqualTo("[-3.0,0.0]");
        assertThat(layout.at("/xaxis/autorange").asText()).isEqualTo("reversed");
    }

    @Test
    void aSecondaryAxisLiesOverTheFirst() throws Exception {
        var json = json(Figures.secondary());
        assertThat(json.at("/layout/yaxis2/overlaying").asText()).isEqualTo("y");
        assertThat(json.at("/layout/yaxis2/side").asText()).isEqualTo("right");
        assertThat(json.at("/data/1/yaxis").asText()).isEqualTo("y2");
    }

    @Test
    void aGridBecomesDomainsAndEveryColumnHasItsXAxis() throws Exception {
        var layout = json(Figures.grid()).get("layout");
        assertThat(layout.has("grid")).isFalse();
        assertThat(layout.at("/xaxis/domain/1").asDouble())
                .isLessThan(layout.at("/xaxis2/domain/0").asDouble());
        assertThat(layout.at("/xaxis2/domain/1").asDouble()).isEqualTo(1);
        assertThat(layout.at("/xaxis2/title/text").asText()).isEqualTo("step");
        assertThat(layout.at("/yaxis2/anchor").asText()).isEqualTo("x2");
    }

    @Test
    void tracesWithoutAColourTakePlotlysInTurn() throws Exception {
        var data = json(Figures.lines()).get("data");
        assertThat(data.at("/0/line/color").asText()).isEqualTo("#1f77b4");
        assertThat(data.at("/1/line/color").asText()).isEqualTo("#ff7f0e");
        assertThat(json(Figures.log()).at("/data/0/line/color").asText()).isEqualTo("#d62728");
    }

    @Test
    void sidewaysBarsSwapTheirAxes() throws Exception {
        var bar = json(Figures.sideways()).at("/data/0");
        assertThat(bar.get("orientation").asText()).isEqualTo("h");
        assertThat(bar.get("x").toString()).isEqualTo("[3.0,41.0,6.0]");
        assertThat(bar.get("y").toString()).isEqualTo("[\"load\",\"train\",\"test\"]");
    }

    @Test
    void modesOfPointsInSpaceHavePlotlysNames() throws Exception {
        assertThat(json(Figures.scatter3d()).at("/data/0/mode").asText()).isEqualTo("markers");
    }

    @Test
    void quotesAndBracketsInNamesSurvive() throws Exception {
        var name = "it's </script> \"x\"";
        var figure = new Figure(
                Layout.builder(name).build(),
                BarTrace.builder(new Object[] {name}, new double[] {1})
                        .name(name)
                        .build());
        assertThat(json(figure).at("/layout/title/text").asText()).isEqualTo(name);
        assertThat(json(figure).at("/data/0/x/0").asText()).isEqualTo(name);
    }

    @Test
    void binsCoverEveryValue() throws Exception {
        var bins = json(Figures.histogram()).at("/data/0/xbins");
        assertThat(bins.get("start").asDouble()).isLessThanOrEqualTo(-3.902);
        assertThat(bins.get("end").asDouble()).isGreaterThan(4.204);
    }

    @Test
    void aFigureIsShownAsPlotlySvgAndTextAndNothingElse() {
        var data = new FigureRendering().render(Figures.lines()).data();
        assertThat(data)
                .containsOnlyKeys("application/vnd.plotly.v1+json", "image/svg+xml", "text/plain")
                .hasEntrySatisfying("application/vnd.plotly.v1+json", tree -> assertThat(tree)
                        .isInstanceOf(Map.class));
        assertThat(String.valueOf(data.get("text/plain")))
                .startsWith("Loss while training (loss over step)")
                .contains("train loss, line of 200 values");
    }

    @Test
    void whatTheSvgCannotDrawIsShownByPlotlyAndInWords() {
        var data = new FigureRendering().render(Figures.scatter3d()).data();
        assertThat(data).containsOnlyKeys("application/vnd.plotly.v1+json", "text/plain");
    }
}
