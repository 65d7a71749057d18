package lungo.lib.plot;

import java.util.LinkedHashMap;
import java.util.Map;
import lungo.lib.display.Bundle;
import lungo.lib.display.Rendering;
import tech.tablesaw.plotly.components.Figure;

/** Shows Tablesaw figures: live where the frontend has Plotly, as SVG where not, in words where neither is. */
public final class FigureRendering implements Rendering<Figure> {
    @Override
    public Class<Figure> type() {
        return Figure.class;
    }

    @Override
    public Bundle render(Figure figure) {
        return bundle(PlotlyJson.of(figure));
    }

    /**
     * A figure's JSON with its SVG and its text. Neither HTML nor PNG stands beside them: a frontend would take the one
     * for the handout and hide Plotly's figure behind the other.
     */
    public static Bundle bundle(Map<String, Object> figure) {
        var data = new LinkedHashMap<String, Object>();
        data.put(Bundle.PLOTLY, figure);
        SvgChart.of(figure).ifPresent(svg -> data.put(Bundle.SVG, svg));
        data.put(Bundle.TEXT, FigureText.lines(figure));
        return new Bundle(data);
    }
}
