package lungo.lib.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import lungo.lib.display.Bundle;
import lungo.lib.models.AlexNet;
import lungo.lib.nn.Layers;
import org.junit.jupiter.api.Test;

class CostChartTest {
    @Test
    void alexNetsParametersAreInItsLinearLayersAndItsWorkInItsConvolutions() {
        var chart =
                CostChart.of(AlexNet.imageNet(1000), new Shape(1, 3, 224, 224)).titled("AlexNet");
        assertThat(chart.shares())
                .extracting(CostChart.Share::layer)
                .containsExactly("conv 1", "conv 2", "conv 3", "conv 4", "conv 5", "linear 1", "linear 2", "linear 3");
        // 9,216 · 4,096 + 4,096 of 61,100,840.
        assertThat(chart.shares().get(5).parameters()).isCloseTo(100.0 * 37_752_832 / 61_100_840.0, within(1e-9));
        assertThat(chart.shares().stream()
                        .mapToDouble(CostChart.Share::parameters)
                        .sum())
                .isCloseTo(100, within(1e-9));
        assertThat(chart.shares().stream()
                        .limit(5)
                        .mapToDouble(CostChart.Share::flops)
                        .sum())
                .isBetween(90.0, 95.0);
        assertThat(chart.bundle().data()).containsKeys(Bundle.SVG, Bundle.PLOTLY);
    }

    @Test
    void aNetworkWithoutSuchLayersIsTold() {
        var net = new SequentialBlock().add(Layers.relu());
        assertThatThrownBy(() -> CostChart.of(net, new Shape(1, 3))).hasMessageContaining("no costs to show");
    }
}
