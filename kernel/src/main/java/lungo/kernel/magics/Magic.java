package lungo.kernel.magics;

import java.util.List;

/** A magic: its names, the first of which is shown, how it is written, and what it does. */
record Magic(List<String> names, String usage, String summary, Line line, Cell cell) {
    static Magic line(List<String> names, String usage, String summary, Line line) {
        return new Magic(names, usage, summary, line, null);
    }

    static Magic both(List<String> names, String usage, String summary, Line line, Cell cell) {
        return new Magic(names, usage, summary, line, cell);
    }

    String name() {
        return names.get(0);
    }

    /** What {@code %name args} does. */
    interface Line {
        Object run(List<String> args) throws Exception;
    }

    /** What {@code %%name args} does with {@code body}. */
    interface Cell {
        Object run(List<String> args, String body) throws Exception;
    }
}
