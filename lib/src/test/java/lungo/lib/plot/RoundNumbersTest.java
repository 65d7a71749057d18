package lungo.lib.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RoundNumbersTest {
    @Test
    void ticksAreRoundAndReadAsPlotlyWritesThem() {
        assertThat(Ticks.linear(0, 1, 5).labels()).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
        assertThat(Ticks.linear(-1, 1, 4).labels()).containsExactly("\u22121", "\u22120.5", "0", "0.5", "1");
        assertThat(Ticks.linear(0, 60_000, 3).labels()).containsExactly("0", "20k", "40k", "60k");
        assertThat(Ticks.linear(0, 3e6, 3).labels()).containsExactly("0", "1M", "2M", "3M");
    }

    @Test
    void decadesThatAreFarBecomePowers() {
        assertThat(Ticks.log(-5, 0, 8).labels())
                .containsExactly("10\u207b\u2075", "10\u207b\u2074", "0.001", "0.01", "0.1", "1");
    }

    @Test
    void ofManyDecadesAFewAreNamed() {
        assertThat(Ticks.log(-19, 2, 5).labels())
                .containsExactly("10\u207b\u00b9\u2075", "10\u207b\u00b9\u2070", "10\u207b\u2075", "1");
        assertThat(Ticks.log(-1, 6, 3).labels()).containsExactly("1", "100", "10\u2074", "10\u2076");
        assertThat(Ticks.log(0, 2, 5).labels()).containsExactly("1", "2", "5", "10", "20", "50", "100");
    }

    @Test
    void binsHoldEveryValueOnce() {
        for (var values : new double[][] {
            Figures.gaussian(1000, 1), {1, 1, 2, 3}, {0.1, 0.2}, {5}, {5, 5, 5}, {-1e6, 1e6}, {Double.NaN, 1}
        }) {
            var finite = Arrays.stream(values).filter(Double::isFinite).count();
            assertThat(Arrays.stream(Bins.of(values, 0).counts(values)).sum()).isEqualTo(finite);
        }
    }

    @Test
    void wholeNumbersStandInTheMiddleOfTheirBins() {
        var bins = Bins.of(new double[] {0, 1, 2, 9}, 0);
        assertThat(bins.start() + 0.5).isEqualTo(Math.rint(bins.start() + 0.5));
        assertThat(Bins.of(Figures.gaussian(1000, 2), 10).count()).isBetween(5, 12);
    }
}
