package lungo.lib.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import lungo.lib.display.Bundle;
import org.junit.jupiter.api.Test;

/** Level lines, and the heat maps and histograms that stand beside Tablesaw's figures. */
class ContoursTest {
    private static double[] range(double low, double high, int count) {
        return Figures.range(count, low, (high - low) / (count - 1));
    }

    private static long lines(double[][] contour) {
        return Arrays.stream(contour[0]).filter(Double::isNaN).count();
    }

    @Test
    void theLevelLineOfABowlIsOneClosedCircle() {
        var at = range(-2, 2, 101);
        var z = new double[101][101];
        for (int row = 0; row < 101; row++) {
            for (int column = 0; column < 101; column++) {
                z[row][column] = Math.hypot(at[column], at[row]);
            }
        }
        var circle = Contours.of(at, at, z, 1.2345);
        assertThat(lines(circle)).isEqualTo(1);
        var last = circle[0].length - 2;
        assertThat(circle[0][last]).isEqualTo(circle[0][0]);
        for (int i = 0; i <= last; i++) {
            assertThat(Math.hypot(circle[0][i], circle[1][i])).isCloseTo(1.2345, within(1e-3));
        }
        assertThat(Contours.of(at, at, z, 5)[0]).isEmpty();
    }

    @Test
    void aSaddleIsPartedAndHolesArePassedOver() {
        var at = new double[] {0, 1};
        var saddle = new double[][] {{1, 0}, {0, 1}};
        assertThat(lines(Contours.of(at, at, saddle, 0.4))).isEqualTo(2);
        assertThat(Contours.of(at, at, new double[][] {{1, 0}, {0, Double.NaN}}, 0.4)[0])
                .isEmpty();
        // The mean, 0.5, lies above 0.4: the low corners are cut off, each by itself.
        var cut = Contours.of(at, at, saddle, 0.4);
        assertThat(cut[0][0] + cut[0][1]).isCloseTo(1.6, within(1e-12));
    }

    @Test
    void aHeatMapShowsItsScaleLevelsPointsAndWords() {
        var at = range(0, 1, 11);
        var z = Arrays.stream(at).mapToObj(b -> at).toArray(double[][]::new);
        var map = HeatMap.of("Ground", at, at, z)
                .axes("a", "b")
                .colors(ColorMap.VIRIDIS, "height")
                .levels(0.5)
                .points("wells", "#d62728", new double[] {0.2, 0.4}, new double[] {0.2, 0.4})
                .path("road", new double[] {0, 1}, new double[] {0, 1})
                .describe("it rises to the right");
        assertThat(map.bundle().data()).containsOnlyKeys(Bundle.PLOTLY, Bundle.SVG, Bundle.TEXT);
        assertThat(map.still().data()).containsOnlyKeys(Bundle.SVG, Bundle.TEXT);
        assertThat(String.valueOf(map.bundle().data().get(Bundle.SVG)))
                .contains(">height<", ">wells<", ">road<", "aria-label=\"Ground: it rises to the right\"");
        assertThat(map.bundle().text()).isEqualTo("Ground (b over a)\n  it rises to the right");
    }

    @Test
    void aLongLegendStandsBesideTheBarOfColours() {
        var at = range(0, 1, 3);
        var map = HeatMap.of("Race", at, at, new double[][] {{-1, 0, 1}, {0, 1, 2}, {1, 2, 3}});
        for (var name :
                List.of("SGD", "momentum", "Nesterov", "RMSprop", "Adagrad", "Adam", "AdamW", "Adadelta", "L-BFGS")) {
            map.path(name, at, at);
        }
        var svg = String.valueOf(map.bundle().data().get(Bundle.SVG));
        var legend = position(svg, "momentum");
        var bar = position(svg, "0");
        assertThat(legend).isGreaterThan(bar + 10).isLessThan(800 - 60);
    }

    /** The x of the last text of this content. */
    private static double position(String svg, String text) {
        var match = Pattern.compile("<text[^>]* x=\"([\\d.]+)\"[^>]*>" + text + "</text")
                .matcher(svg);
        var x = Double.NaN;
        while (match.find()) {
            x = Double.parseDouble(match.group(1));
        }
        return x;
    }

    @Test
    void sizesThatDoNotFitAreNamed() {
        assertThatThrownBy(() -> HeatMap.of("", new double[3], new double[2], new double[][] {{1, 2, 3}}))
                .hasMessageContaining("2 rows of 3 values got 1 rows");
        assertThatThrownBy(() -> ColorMap.GREY.image(new float[3], 2, 2, 0, 1)).hasMessageContaining("3 values");
        assertThatThrownBy(() -> Histograms.titled("").add("w", 1, 1, new double[2], ""))
                .hasMessageContaining("from 1.0 to 1.0");
    }

    @Test
    void moreHistogramsThanAFigureHasAxesAreDrawn() {
        var histograms = Histograms.titled("Many");
        for (int i = 0; i < 11; i++) {
            histograms.add("layer" + i, 0, 1, new double[] {1, 2, 3}, "three bins");
        }
        var svg = String.valueOf(histograms.bundle().data().get(Bundle.SVG));
        assertThat(svg).contains(">layer0<", ">layer10<");
        assertThat(histograms.bundle().text().lines()).hasSize(12);
    }

    @Test
    void aGalleryCanFrameExplainAndLeaveRoom() {
        var gallery = Gallery.titled("Framed")
                .add(new float[3], 3, 1, 1, "black", "#cf222e")
                .skip()
                .legend(ColorMap.DIVERGING, -1, 1);
        var svg = String.valueOf(gallery.bundle().data().get(Bundle.SVG));
        assertThat(svg).contains("stroke=\"#cf222e\"", "fill=\"#cf222e\"", ">-1<", ">0<", ">1<");
        assertThat(svg).contains("aria-label=\"Framed: black\"");
    }
}
