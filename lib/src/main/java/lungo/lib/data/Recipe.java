package lungo.lib.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How one data set is had: its name, its folder in the cache and below {@code LUNGO_DATA}, its packed files, the folder
 * that they may lie unpacked in, how to read what is inside, and what is at hand without any of them.
 */
record Recipe(
        String name,
        String folder,
        List<DataFile> files,
        String unpackedFolder,
        Parser parser,
        Supplier<Found> substitute) {

    /** Makes pictures of the unpacked files' bytes, by name; it may take entries out as it goes, to save memory. */
    interface Parser {
        /** Throws IllegalArgumentException if a file is missing or holds something else. */
        Splits parse(Map<String, byte[]> contents);
    }

    /** A set whose files are only read packed. */
    Recipe(String name, String folder, List<DataFile> files, Parser parser, Supplier<Found> substitute) {
        this(name, folder, files, "", parser, substitute);
    }

    /** The same set from other files, which the tests serve. */
    Recipe withFiles(List<DataFile> others) {
        return new Recipe(name, folder, others, unpackedFolder, parser, substitute);
    }

    boolean mayLieUnpacked(Path below) {
        return !unpackedFolder.isEmpty()
                && below.resolve(unpackedFolder).toFile().isDirectory();
    }

    /** What a person puts where, for the messages. */
    String howToGive() {
        String packed = files.size() == 1 ? files.get(0).name() : "its four .gz files";
        String unpacked = unpackedFolder.isEmpty() ? "" : ", or its unpacked folder " + unpackedFolder + " itself,";
        return "put " + packed + " into the folder " + folder + unpacked + " below LUNGO_DATA";
    }
}
