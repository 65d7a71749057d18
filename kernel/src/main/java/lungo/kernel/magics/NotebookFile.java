package lungo.kernel.magics;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the code of a notebook file. Source: nbformat 4. */
final class NotebookFile {
    private NotebookFile() {}

    /** The sources of the code cells, in order. Throws if {@code json} is no notebook, or one in another language. */
    static List<String> javaCells(Path file, String json) throws MagicException {
        var notebook = parse(file, json);
        var language = language(notebook);
        if (!language.equalsIgnoreCase("java")) {
            throw new MagicException(
                    "%load: " + file + " is a notebook in " + language + ". Only Java notebooks can be loaded.");
        }
        var cells = new ArrayList<String>();
        for (var cell : notebook.getAsJsonArray("cells")) {
            if (cell instanceof JsonObject object
                    && text(object.get("cell_type")).equals("code")) {
                cells.add(text(object.get("source")));
            }
        }
        return cells;
    }

    private static JsonObject parse(Path file, String json) throws MagicException {
        try {
            var notebook = new Gson().fromJson(json, JsonObject.class);
            if (notebook != null && notebook.get("cells") instanceof JsonArray) {
                return notebook;
            }
        } catch (JsonParseException e) {
            throw new MagicException("%load: " + file + " is not a notebook: " + e.getMessage(), e);
        }
        throw new MagicException("%load: " + file + " is not a notebook of nbformat 4: it has no cells."
                + " Open and save it in Jupyter to bring it up to date.");
    }

    /** The language that the notebook says it is in; Java where it says none. */
    private static String language(JsonObject notebook) {
        var metadata = notebook.get("metadata") instanceof JsonObject object ? object : new JsonObject();
        var info = metadata.get("language_info") instanceof JsonObject object ? object.get("name") : null;
        var spec = metadata.get("kernelspec") instanceof JsonObject object ? object.get("language") : null;
        return info != null ? text(info) : spec != null ? text(spec) : "java";
    }

    /** A string, or the lines of one. */
    private static String text(JsonElement element) {
        if (element instanceof JsonArray lines) {
            var all = new StringBuilder();
            lines.forEach(line -> all.append(text(line)));
            return all.toString();
        }
        return element == null || !element.isJsonPrimitive() ? "" : element.getAsString();
    }
}
