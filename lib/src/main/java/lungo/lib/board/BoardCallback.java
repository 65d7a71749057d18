package lungo.lib.board;

import java.util.HashSet;
import java.util.Set;
import lungo.lib.train.Callback;
import lungo.lib.train.History;

/**
 * Draws loss and metrics over the epochs into windows of a board that have their names, "loss" and "accuracy" as a rule. Runs of different names
 * share them; a run of the same name takes its curves away first.
 */
public final class BoardCallback implements Callback {
    private final Board board;
    private final String train;
    private final String test;
    private final Set<String> begun = new HashSet<>();

    /** Curves named "train" and "test". */
    public BoardCallback(Board board) {
        this(board, "");
    }

    /** Curves named "{@code run} train" and "{@code run} test". */
    public BoardCallback(Board board, String run) {
        this.board = board;
        this.train = (run + " train").strip();
        this.test = (run + " test").strip();
    }

    @Override
    public void start(int epochs, int stepsPerEpoch) {
        begun.clear();
    }

    @Override
    public void steps(History.Steps steps) {
        steps.train().forEach((metric, value) -> append(metric, train, steps.epoch(), value));
    }

    @Override
    public void epoch(History.Epoch epoch) {
        epoch.test().forEach((metric, value) -> append(metric, test, epoch.number(), value));
    }

    private void append(String window, String curve, double epoch, double value) {
        var line = board.line(window);
        if (begun.add(window + "/" + curve)) {
            line.titles("epoch", "").remove(curve);
        }
        line.append(curve, epoch, value);
    }

    @Override
    public void end(History history) {
        board.close();
    }
}
