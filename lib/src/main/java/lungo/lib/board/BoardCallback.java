package lungo.lib.board;

import lungo.lib.train.Callback;
import lungo.lib.train.History;

/**
 * Draws loss and accuracy over the epochs into the windows "loss" and "accuracy" of a board. Runs of different names
 * share them; a run of the same name takes its curves away first.
 */
public final class BoardCallback implements Callback {
    private final Board board;
    private final String train;
    private final String test;

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
        board.line("loss").titles("epoch", "").remove(train).remove(test);
        board.line("accuracy").titles("epoch", "").remove(train).remove(test);
    }

    @Override
    public void steps(History.Steps steps) {
        board.line("loss").append(train, steps.epoch(), steps.loss());
        board.line("accuracy").append(train, steps.epoch(), steps.accuracy());
    }

    @Override
    public void epoch(History.Epoch epoch) {
        board.line("loss").append(test, epoch.number(), epoch.testLoss());
        board.line("accuracy").append(test, epoch.number(), epoch.testAccuracy());
    }

    @Override
    public void end(History history) {
        board.close();
    }
}
