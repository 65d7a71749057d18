package lungo.lib.board;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The boards of a folder by their names, which Visdom calls environments:
 *
 * <pre>{@code
 * var environments = Environments.in(Path.of("boards"));
 * var board = environments.open("mnist");    // as it was saved, or empty
 * environments.save(board);
 * }</pre>
 */
public record Environments(Path folder) {

    /** The environments of a folder, which the first {@link #save} makes. */
    public static Environments in(Path folder) {
        return new Environments(folder);
    }

    /** The names of the boards that were saved here, in alphabetical order. */
    public List<String> names() {
        return Board.savedIn(folder).names();
    }

    /** The board that was saved here under {@code name}, or an empty one. Throws UncheckedIOException for a corrupt file. */
    public Board open(String name) {
        var file = Board.savedIn(folder).file(name).path();
        return Files.exists(file) ? Board.load(file) : Board.named(name);
    }

    /** Saves a board under its name, in place of one saved before. Throws UncheckedIOException where it cannot. */
    public void save(Board board) {
        board.save(Board.savedIn(folder).file(board.name()).path());
    }
}
