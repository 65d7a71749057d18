package lungo.kernel.messages;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** kernel_info_reply. Source: Jupyter messaging 5.4, "Kernel info". */
public record KernelInfo(String kernelVersion, String javaVersion) implements Content {
    @Override
    public String type() {
        return "kernel_info_reply";
    }

    @Override
    public JsonObject json() {
        var language = new JsonObject();
        language.addProperty("name", "java");
        language.addProperty("version", javaVersion);
        language.addProperty("mimetype", "text/x-java-source");
        language.addProperty("file_extension", ".java");
        language.addProperty("pygments_lexer", "java");
        language.addProperty("codemirror_mode", "text/x-java");
        language.addProperty("nbconvert_exporter", "script");
        var json = new JsonObject();
        json.addProperty("status", "ok");
        json.addProperty("protocol_version", Header.PROTOCOL_VERSION);
        json.addProperty("implementation", "lungo");
        json.addProperty("implementation_version", kernelVersion);
        json.add("language_info", language);
        json.addProperty("banner", "Lungo " + kernelVersion + ", Java " + javaVersion);
        json.addProperty("debugger", false);
        json.add("supported_features", new JsonArray());
        var links = new JsonArray();
        links.add(link("Java SE API", "https://docs.oracle.com/en/java/javase/" + feature() + "/docs/api/"));
        links.add(link("DJL", "https://docs.djl.ai/"));
        json.add("help_links", links);
        return json;
    }

    private String feature() {
        return javaVersion.split("[.+-]", 2)[0];
    }

    private static JsonObject link(String text, String url) {
        var json = new JsonObject();
        json.addProperty("text", text);
        json.addProperty("url", url);
        return json;
    }
}
