package lungo.lib.inspect;

import ai.djl.nn.Block;
import lungo.lib.nn.Tape;
import lungo.lib.plot.Histograms;

/** How the values of each parameter of a network are distributed, running means and variances included. */
public final class WeightHistograms {
    private WeightHistograms() {}

    /** A histogram for each parameter, by its name. Throws IllegalStateException where the network has no values yet. */
    public static Histograms of(Block net) {
        Forward.requireInitialised(net);
        var histograms = Histograms.titled("Weights: how many have which value");
        var pause = Tape.pause();
        try {
            for (var parameter : net.getParameters()) {
                var array = parameter.getValue().getArray();
                var values = Distribution.of(array);
                var name = parameter.getKey() + " " + array.getShape();
                histograms.add(name, values.low(), values.high(), values.counts(), values.words());
            }
        } finally {
            pause.close();
        }
        return histograms;
    }
}
