package lungo.lib.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import lungo.lib.display.Bundle;
import lungo.lib.display.Output;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class GridTest {
    private static final int WIDTH = 300;

    private final Bundle card = new TextCard("notes", "a long line of words that does not fit", 200, 100).bundle();
    private final Bundle heat = Output.render(Figures.heatmap());

    private static String svg(Bundle bundle) {
        return String.valueOf(bundle.data().get(Bundle.SVG));
    }

    @Test
    void picturesStandInRowsAndAreScaledToTheirFrames() throws Exception {
        var svg = SvgGrid.of("<b>", "three & more", 2, WIDTH, List.of(svg(card), svg(heat), svg(card)));
        var root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
        assertThat(root.getAttribute("width")).isEqualTo("636");
        assertThat(root.getAttribute("aria-label")).isEqualTo("three & more");
        var inner = root.getElementsByTagName("svg");
        assertThat(inner.getLength()).isEqualTo(3);
        var second = (Element) inner.item(1);
        assertThat(second.getAttribute("x")).isEqualTo("324.0");
        assertThat(second.getAttribute("width")).isEqualTo("300.0");
        // 460 by 420 pixels by themselves; the style's height would win over this one.
        assertThat(Double.parseDouble(second.getAttribute("height"))).isCloseTo(420 * 300 / 460.0, offset(0.1));
        assertThat(second.hasAttribute("style")).isFalse();
        assertThat(((Element) inner.item(0)).getAttribute("width")).isEqualTo("200.0");
        assertThat(((Element) inner.item(2)).getAttribute("y")).isNotEqualTo(second.getAttribute("y"));
    }

    @Test
    void whatIsNoSvgOfOursIsRefused() {
        assertThatThrownBy(() -> SvgGrid.of("", "", 2, WIDTH, List.of("<p>")))
                .hasMessageContaining("it begins with <p>");
    }

    @Test
    void figuresBecomePartsOfOneWithAxesLegendsAndBarsOfTheirOwn() {
        var two = Output.render(Figures.secondary());
        var scatter = Output.render(Figures.overlay());
        var figure = PlotlyGrid.of("board", 2, WIDTH, List.of(scatter, heat, card, two, Output.render(Figures.grid())));
        var layout = Json.object(figure, "layout");
        var names = layout.keySet().stream()
                .filter(name -> name.matches("[xy]axis\\d*"))
                .toList();
        assertThat(names)
                .contains("xaxis101", "yaxis101", "xaxis201", "yaxis201")
                .doesNotHaveDuplicates();
        for (var trace : SvgChart.traces(figure)) {
            assertThat(layout).containsKeys(Theme.axisName(trace, "x"), Theme.axisName(trace, "y"));
        }
        assertThat(Json.object(layout, "yaxis402")).containsEntry("overlaying", "y401");
        var bar = SvgChart.traces(figure).stream().filter(Theme::hasScale).toList();
        assertThat(bar).allSatisfy(trace -> assertThat(Json.number(Json.object(trace, "colorbar"), "x", 9))
                .isBetween(0.0, 1.0));
        assertThat(Json.list(layout, "images")).hasSize(1);
        assertThat(Json.list(layout, "shapes")).hasSize(5);
        assertThat(String.valueOf(Json.list(layout, "annotations"))).contains("<b>board</b>", "A small heat map");
    }

    @Test
    void aPartStandsWhereItsPictureDoes() {
        var figure = PlotlyGrid.of("board", 2, WIDTH, List.of(card, heat));
        var layout = Json.object(figure, "layout");
        var domain = Numbers.of(Json.list(Json.object(layout, "xaxis201"), "domain"));
        var width = Json.number(layout, "width", 0);
        assertThat(domain[0] * width).isGreaterThan(324);
        assertThat(domain[1] * width).isLessThan(624);
    }

    @Test
    void withoutAFigureThereIsNothingToZoom() {
        assertThat(PlotlyGrid.of("board", 2, WIDTH, List.of(card))).isEmpty();
        assertThat(PlotlyGrid.of(
                        "board", 2, WIDTH, List.of(Output.render(Figures.all().get("pie")))))
                .isEmpty();
    }

    @Test
    void textIsWrappedAtWordsAndWithinSignsOfFullWidth() {
        var svg =
                svg(new TextCard("", "a long line of words that does not fit\n\n" + "学".repeat(30), 200, 100).bundle());
        assertThat(svg)
                .contains(
                        ">a long line of words</text>", ">that does not fit</text>", ">" + "学".repeat(12) + "</text>");
        assertThat(svg.split("<text ")).hasSize(2 + 2 + 1 + 3);
        assertThat(new TextCard("t", "x\n".repeat(100), 200, 100)
                        .bundle()
                        .data()
                        .get(Bundle.SVG)
                        .toString())
                .contains("… 40 more lines");
        assertThat(Map.copyOf(card.data())).containsEntry(Bundle.TEXT, "notes\na long line of words that does not fit");
    }
}
