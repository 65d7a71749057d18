package lungo.lib.inspect;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;
import lungo.lib.display.Bundle;
import lungo.lib.display.Output;
import lungo.lib.display.Showable;
import lungo.lib.plot.FigureRendering;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.Trace;

/**
 * Where a network's costs are: of its convolutions and linear layers, in order, the share of all parameters and that of all
 * floating-point operations, in percent.
 *
 * <pre>{@code
 * CostChart.of(net, new Shape(1, 3, 224, 224)).titled("AlexNet")
 * }</pre>
 */
public final class CostChart implements Showable {
    private final String title;
    private final List<Share> shares;

    /** A layer's parts of the whole, in percent. */
    public record Share(String layer, double parameters, double flops) {}

    private CostChart(String title, List<Share> shares) {
        Output.connect();
        this.title = title;
        this.shares = shares;
    }

    /**
     * The shares for an input of shape {@code input}, a batch with the number of examples first. Throws
     * IllegalArgumentException where the network does not take it, or has no such layer.
     */
    public static CostChart of(Block net, Shape input) {
        var whole = ModelSummary.of(net, input);
        var shares = new ArrayList<Share>();
        int convolutions = 0;
        int linears = 0;
        for (var layer : whole.layers()) {
            var isConvolution = layer.isLeaf() && layer.kind().startsWith("Conv");
            if (isConvolution || layer.kind().equals(Linear.class.getSimpleName())) {
                var name = isConvolution ? "conv " + ++convolutions : "linear " + ++linears;
                shares.add(new Share(
                        name,
                        100.0 * layer.parameters() / whole.parameters(),
                        100.0 * layer.flops().orElse(0) / whole.flops()));
            }
        }
        if (shares.isEmpty()) {
            throw new IllegalArgumentException("The network has neither a " + Convolution.class.getSimpleName()
                    + " nor a Linear, so there are no costs to show.");
        }
        return new CostChart(whole.name(), List.copyOf(shares));
    }

    /** The same under another title than the block's kind. */
    public CostChart titled(String title) {
        return new CostChart(title, shares);
    }

    /** The layers in order. */
    public List<Share> shares() {
        return shares;
    }

    /** Bars, two for each layer. */
    public Figure figure() {
        var layout = Layout.builder(
                        title + ": where the parameters and the operations are", "layer", "share of the whole in %")
                .width(760)
                .height(380)
                .showLegend(true)
                .build();
        return new Figure(
                layout,
                bars(
                        "parameters",
                        shares.stream().mapToDouble(Share::parameters).toArray()),
                bars(
                        "floating-point operations",
                        shares.stream().mapToDouble(Share::flops).toArray()));
    }

    private Trace bars(String name, double[] values) {
        var layers = shares.stream().map(Share::layer).toArray();
        return BarTrace.builder(layers, values).name(name).build();
    }

    @Override
    public Bundle bundle() {
        return new FigureRendering().render(figure());
    }
}
