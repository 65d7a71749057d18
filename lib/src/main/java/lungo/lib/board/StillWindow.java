package lungo.lib.board;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import java.util.LinkedHashMap;
import java.util.Map;
import lungo.lib.display.Bundle;
import lungo.lib.plot.TextCard;

/** A window of something that stands still until it is put anew: a figure, pictures or text, as a cell would show it. */
final class StillWindow extends Window {
    static final String KIND = "still";

    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
    private static final TypeToken<Map<String, Object>> TREE = new TypeToken<>() {};

    private final Bundle content;

    StillWindow(String name, Bundle content) {
        super(name);
        this.content = content;
    }

    @Override
    Bundle bundle(int width, int height) {
        if (content.data().get(Bundle.PLOTLY) instanceof Map<?, ?> figure) {
            return BoardFigures.bundle(figure, name(), width, height).and(Bundle.TEXT, content.text());
        }
        var pictured = content.data().containsKey(Bundle.SVG);
        return pictured ? content : new TextCard(name(), content.text(), width, height).bundle();
    }

    @Override
    String line() {
        return content.text().lines().findFirst().orElse(name());
    }

    @Override
    int version() {
        return 0;
    }

    @Override
    JsonObject json() {
        var data = new LinkedHashMap<>(content.data());
        if (data.containsKey(Bundle.PLOTLY)) {
            data.remove(Bundle.SVG); // which is drawn from it
        }
        var json = new JsonObject();
        json.addProperty("kind", KIND);
        json.add("data", GSON.toJsonTree(data));
        return json;
    }

    /** The window that {@link #json} gave; throws one of several RuntimeExceptions where it is none. */
    static StillWindow read(String name, JsonObject json) {
        var content = new Bundle(GSON.fromJson(json.getAsJsonObject("data"), TREE));
        if (content.data().get(Bundle.PLOTLY) instanceof Map<?, ?> figure && !(figure.get("layout") instanceof Map)) {
            throw new IllegalArgumentException("a figure without a layout");
        }
        return new StillWindow(name, content);
    }
}
