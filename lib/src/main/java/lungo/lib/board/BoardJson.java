package lungo.lib.board;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.StreamSupport;

/** A board as it is saved: its name, its columns and its windows. Reading throws one of several RuntimeExceptions. */
final class BoardJson {
    private BoardJson() {}

    static JsonObject of(String name, int columns, List<Window> windows) {
        var all = new JsonArray();
        for (var window : windows) {
            var json = window.json();
            json.addProperty("name", window.name());
            all.add(json);
        }
        var board = new JsonObject();
        board.addProperty("name", name);
        board.addProperty("columns", columns);
        board.add("windows", all);
        return board;
    }

    static String name(JsonObject board) {
        return board.get("name").getAsString();
    }

    static int columns(JsonObject board) {
        return board.get("columns").getAsInt();
    }

    /** The windows; those of curves run {@code changed} when they change. */
    static List<Window> windows(JsonObject board, Runnable changed) {
        return StreamSupport.stream(board.getAsJsonArray("windows").spliterator(), false)
                .map(window -> window(window, changed))
                .toList();
    }

    private static Window window(JsonElement element, Runnable changed) {
        var json = element.getAsJsonObject();
        var name = json.get("name").getAsString();
        return switch (json.get("kind").getAsString()) {
            case LineWindow.KIND -> LineWindow.read(name, json, changed);
            case StillWindow.KIND -> StillWindow.read(name, json);
            default -> throw new IllegalArgumentException("an unknown kind of window, " + json.get("kind"));
        };
    }
}
