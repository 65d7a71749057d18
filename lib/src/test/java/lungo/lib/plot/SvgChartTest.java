package lungo.lib.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.HistogramTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;

class SvgChartTest {
    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static Document draw(Figure figure) throws Exception {
        return parse(SvgChart.of(figure).orElseThrow());
    }

    private static List<Element> elements(Document svg, String name) {
        var nodes = svg.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static List<String> texts(Document svg) {
        return elements(svg, "text").stream().map(Element::getTextContent).toList();
    }

    /** The value of a presentation attribute, set here or on what is around. */
    private static String inherited(Element element, String name) {
        for (var node = element; ; node = (Element) node.getParentNode()) {
            if (node.hasAttribute(name) || !(node.getParentNode() instanceof Element)) {
                return node.getAttribute(name);
            }
        }
    }

    private static List<Element> filled(Document svg, String tag, String fill) {
        return elements(svg, tag).stream()
                .filter(element -> inherited(element, "fill").equals(fill))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lines",
                "log",
                "area",
                "markers",
                "bars",
                "stack",
                "sideways",
                "histogram",
                "histogram2d",
                "heatmap",
                "overlay",
                "box",
                "pie",
                "secondary",
                "grid"
            })
    void everyKindOfTheCourseIsAnSvgThatScalesAndCanBeReadAloud(String name) throws Exception {
        var figure = Figures.all().get(name);
        var svg = draw(figure).getDocumentElement();
        assertThat(svg.getAttribute("role")).isEqualTo("img");
        assertThat(svg.getAttribute("aria-label")).startsWith(figure.getLayout().getTitle());
        assertThat(svg.getAttribute("viewBox"))
                .isEqualTo("0 0 " + svg.getAttribute("width") + " " + svg.getAttribute("height"));
        assertThat(texts(svg.getOwnerDocument())).contains(figure.getLayout().getTitle());
    }

    @ParameterizedTest
    @ValueSource(strings = {"scatter3d", "violin", "contour"})
    void theRestIsLeftToPlotly(String name) {
        assertThat(SvgChart.of(Figures.all().get(name))).isEmpty();
    }

    @Test
    void aLineIsOnePathInItsColourWithAllItsPoints() throws Exception {
        var lines = elements(draw(Figures.lines()), "path").stream()
                .filter(path -> inherited(path, "stroke").equals("rgb(31,119,180)"))
                .toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).getAttribute("d").split("[ML]")).hasSize(201);
    }

    @Test
    void axesTitlesAndLegendAreText() throws Exception {
        assertThat(texts(draw(Figures.lines()))).contains("step", "loss", "train loss", "test loss", "50", "0.5");
        assertThat(texts(draw(Figures.bars()))).contains("plane", "car", "bird", "cat", "deer");
        assertThat(texts(draw(Figures.log()))).contains("0.1", "0.01", "10\u207b\u2074");
    }

    @Test
    void aBarStandsForEachValueAndIsAsHighAsItSays() throws Exception {
        var bars = filled(draw(Figures.bars()), "rect", "rgb(31,119,180)").stream()
                .mapToDouble(bar -> Double.parseDouble(bar.getAttribute("height")))
                .filter(height -> height > 20)
                .toArray();
        assertThat(bars).hasSize(5);
        assertThat(bars[1] / bars[0]).isCloseTo(0.9 / 0.81, offset(0.02));
    }

    @Test
    void aHistogramsBarsHoldAllValues() throws Exception {
        var figure = new Figure(
                Layout.builder("Dice").build(),
                HistogramTrace.builder(new double[] {1, 1, 2, 6, 6, 6}).build());
        var heights = filled(draw(figure), "rect", "rgb(31,119,180)").stream()
                .mapToDouble(bar -> Double.parseDouble(bar.getAttribute("height")))
                .filter(height -> height > 20)
                .toArray();
        assertThat(heights).hasSize(3);
        assertThat(heights[0] / heights[1]).isCloseTo(2, offset(0.05));
        assertThat(heights[2] / heights[1]).isCloseTo(3, offset(0.05));
    }

    @Test
    void aHeatMapIsOneSharpImageUnderWhatIsDrawnOverIt() throws Exception {
        var svg = draw(Figures.overlay());
        var image = elements(svg, "image").get(0);
        assertThat(image.getAttribute("style")).contains("pixelated");
        assertThat(image.getAttribute("href")).startsWith("data:image/png;base64,");
        assertThat(filled(svg, "circle", "white")).hasSize(20);
    }

    @Test
    void aReversedAxisTurnsAHeatMapOver() throws Exception {
        var places = new Object[] {0, 1};
        var rows = HeatmapTrace.builder(places, places, new double[][] {{1, 0}, {0, 0}})
                .build();
        var reversed = Axis.builder().autoRange(Axis.AutoRange.REVERSED).build();
        for (var fromTop : List.of(false, true)) {
            var layout = fromTop ? Layout.builder().yAxis(reversed) : Layout.builder();
            var picture = elements(draw(new Figure(layout.build(), rows)), "image").stream()
                    .map(image -> image.getAttribute("href").split(",")[1])
                    .map(base64 -> new ByteArrayInputStream(Base64.getDecoder().decode(base64)))
                    .findFirst()
                    .orElseThrow();
            var pixels = ImageIO.read(picture);
            var first = pixels.getRGB(0, fromTop ? 0 : 1);
            assertThat(first).isNotEqualTo(pixels.getRGB(0, fromTop ? 1 : 0)).isNotEqualTo(pixels.getRGB(1, 0));
        }
    }

    @Test
    void aManyPointedCurveStaysSmallAndKeepsItsPeak() throws Exception {
        var y = Figures.range(100_000, 0, 0);
        y[54_321] = 1000;
        var figure = new Figure(Layout.builder("Long").build(), Figures.line("y", Figures.range(100_000, 0, 1), y));
        assertThat(SvgChart.of(figure).orElseThrow().length()).isLessThan(60_000);
        var line = elements(draw(figure), "path").stream()
                .filter(path -> inherited(path, "stroke").equals("rgb(31,119,180)"))
                .findFirst()
                .orElseThrow();
        var heights = Arrays.stream(line.getAttribute("d").split("[ML]"))
                .filter(point -> !point.isBlank())
                .mapToDouble(point -> Double.parseDouble(point.trim().split(" ")[1]))
                .summaryStatistics();
        assertThat(heights.getMax() - heights.getMin()).isGreaterThan(300);
    }

    @Test
    void aGapInTheValuesIsAGapInTheLine() throws Exception {
        var y = new double[] {1, 2, Double.NaN, 3, 4};
        var figure = new Figure(Layout.builder("Gap").build(), Figures.line("y", Figures.range(5, 0, 1), y));
        var line = elements(draw(figure), "path").stream()
                .map(path -> path.getAttribute("d"))
                .filter(d -> d.chars().filter(c -> c == 'M').count() == 2)
                .toList();
        assertThat(line).hasSize(1);
    }

    @Test
    void twoChartsOfOnePageShareNoId() throws Exception {
        var ids = elements(draw(Figures.lines()), "clipPath").stream()
                .map(clip -> clip.getAttribute("id"))
                .toList();
        assertThat(ids).isNotEmpty();
        assertThat(elements(draw(Figures.area()), "clipPath")).noneMatch(clip -> ids.contains(clip.getAttribute("id")));
    }

    @Test
    void theSameFigureGivesTheSameSvg() {
        assertThat(SvgChart.of(Figures.lines())).isEqualTo(SvgChart.of(Figures.lines()));
    }

    @Test
    void charactersThatXmlForbidsDoNotBreakIt() throws Exception {
        var figure = new Figure(
                Layout.builder("a\u0000b <&> \uD83D\uDE00").build(),
                Figures.line("y\u0008", Figures.range(3, 0, 1), Figures.range(3, 0, 1)));
        assertThat(texts(draw(figure))).contains("ab <&> \uD83D\uDE00");
    }

    @Test
    void noValuesAtAllStillGiveAnEmptyChart() throws Exception {
        var trace = ScatterTrace.builder(new double[0], new double[0])
                .mode(ScatterTrace.Mode.LINE)
                .fill(ScatterTrace.Fill.TO_ZERO_Y)
                .build();
        assertThat(texts(draw(new Figure(Layout.builder("Nothing").build(), trace))))
                .contains("Nothing");
    }
}
