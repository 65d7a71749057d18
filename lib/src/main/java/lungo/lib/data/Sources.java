package lungo.lib.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The places that a data set is looked for in, in their order: cache, LUNGO_DATA, network, what Lungo brings itself. */
final class Sources {

    private final DataFolders folders;
    private final Download download;
    private final Consumer<String> say;

    Sources(DataFolders folders, Download download, Consumer<String> say) {
        this.folders = folders;
        this.download = download;
        this.say = say;
    }

    /** Those of the environment, which print where they found something. */
    static Sources ofEnvironment() {
        return new Sources(DataFolders.of(System.getenv()), new Download(), System.out::println);
    }

    Found find(Recipe recipe) {
        Found found = fromCache(recipe, "from the cache")
                .or(() -> fromGivenFolder(recipe))
                .or(() -> fromNetwork(recipe))
                .orElseGet(recipe.substitute());
        say.accept("Data: " + found.source() + ".");
        return found;
    }

    private Optional<Found> fromCache(Recipe recipe, String origin) {
        var contents = new HashMap<String, byte[]>();
        int whole = 0;
        for (DataFile file : recipe.files()) {
            Path path = cache(recipe).resolve(file.name());
            if (Files.isRegularFile(path)) {
                Optional<Map<String, byte[]>> content = readOrSetAside(file, path);
                content.ifPresent(contents::putAll);
                whole += content.isPresent() ? 1 : 0;
            }
        }
        return whole == recipe.files().size()
                ? Optional.of(new Found(recipe.parser().parse(contents), origin))
                : Optional.empty();
    }

    private Optional<Map<String, byte[]>> readOrSetAside(DataFile file, Path path) {
        try {
            return Optional.of(file.read(path));
        } catch (IOException e) {
            Path aside = path.resolveSibling(file.name() + ".corrupt");
            say.accept("The cached file " + path + " is corrupt: " + e.getMessage() + ". It is set aside as "
                    + aside.getFileName() + ", and the next source is tried.");
            try {
                Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException move) {
                throw new DataException("Cannot set the corrupt file " + path + " aside: delete it.", move);
            }
            return Optional.empty();
        }
    }

    private Optional<Found> fromGivenFolder(Recipe recipe) {
        if (folders.given().isEmpty()) {
            return Optional.empty();
        }
        Path given = folders.given().get();
        if (recipe.mayLieUnpacked(given)) {
            return Optional.of(fromUnpacked(recipe, given.resolve(recipe.unpackedFolder())));
        }
        Path folder = given.resolve(recipe.folder());
        if (!Files.isDirectory(folder)) {
            say.accept("LUNGO_DATA has no folder " + folder + ".");
            return Optional.empty();
        }
        var contents = new HashMap<String, byte[]>();
        for (DataFile file : recipe.files()) {
            contents.putAll(readGiven(file, folder.resolve(file.name())));
        }
        return Optional.of(new Found(recipe.parser().parse(contents), "from LUNGO_DATA"));
    }

    private static Map<String, byte[]> readGiven(DataFile file, Path path) {
        try {
            return file.read(path);
        } catch (CorruptFileException e) {
            throw new DataException(
                    path + " is corrupt: " + e.getMessage() + ". Put a good copy there, or unset LUNGO_DATA.", e);
        } catch (IOException e) {
            throw cannotRead(path, e);
        }
    }

    private static Found fromUnpacked(Recipe recipe, Path folder) {
        var contents = new HashMap<String, byte[]>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw cannotRead(folder, e);
        }
        try {
            return new Found(recipe.parser().parse(contents), "from LUNGO_DATA");
        } catch (IllegalArgumentException e) {
            throw new DataException(
                    folder + " is not what it should be: " + e.getMessage()
                            + " Put good copies there, or unset LUNGO_DATA.",
                    e);
        }
    }

    private static DataException cannotRead(Path path, IOException e) {
        return new DataException(
                "Cannot read " + path + ", which LUNGO_DATA promises (" + Download.reason(e)
                        + "). Put the file there, or unset LUNGO_DATA.",
                e);
    }

    private Optional<Found> fromNetwork(Recipe recipe) {
        if (folders.offline()) {
            return substituteInstead(recipe, "LUNGO_OFFLINE forbids the download");
        }
        try {
            Files.createDirectories(cache(recipe));
            for (DataFile file : recipe.files()) {
                if (!Files.isRegularFile(cache(recipe).resolve(file.name()))) {
                    download.fetch(file, cache(recipe));
                }
            }
            return fromCache(recipe, "downloaded to the cache");
        } catch (IOException e) {
            return substituteInstead(recipe, "it could not be downloaded: " + Download.reason(e));
        }
    }

    private Optional<Found> substituteInstead(Recipe recipe, String why) {
        say.accept(recipe.name() + " is not here, and " + why + ". For the whole set " + recipe.howToGive()
                + ", or run this again with a network.");
        return Optional.empty();
    }

    private Path cache(Recipe recipe) {
        return folders.cache().resolve(recipe.folder());
    }
}
