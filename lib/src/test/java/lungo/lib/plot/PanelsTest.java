package lungo.lib.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.util.Map;
import lungo.lib.display.Bundle;
import org.junit.jupiter.api.Test;

class PanelsTest {

    @Test
    void chartsStandSideBySideForPlotlyAsSvgAndInWords() {
        var curves = Curves.titled("Squares").panel("x", "y").line("square", 0, 1, x -> x * x);
        var panels = Panels.titled("Both").columns(2, 300).add(curves).add(Figures.lines());
        var bundle = panels.bundle();
        assertThat(panels.count()).isEqualTo(2);
        assertThat(bundle.text()).startsWith("Both").contains("Squares", "Loss while training");
        assertThat(String.valueOf(bundle.data().get(Bundle.SVG))).contains("Both", "Squares", "Loss while training");
        assertThat(((Map<?, ?>) bundle.data().get(Bundle.PLOTLY)).get("data"))
                .asInstanceOf(LIST)
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void picturesAloneNeedNoPlotly() {
        var gallery = Gallery.titled("Grey").add(new float[] {0, 1}, 1, 2, "two");
        assertThat(Panels.titled("P").add(gallery).bundle().data()).containsOnlyKeys(Bundle.SVG, Bundle.TEXT);
    }

    @Test
    void whatCannotStandThereIsTold() {
        assertThatThrownBy(() -> Panels.titled("P").add(Figures.scatter3d())).hasMessageContaining("no SVG");
        assertThatThrownBy(() -> Panels.titled("P").columns(0, 10)).hasMessageContaining("0 columns");
    }
}
