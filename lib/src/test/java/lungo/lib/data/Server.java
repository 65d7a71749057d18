package lungo.lib.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A web server on the loopback address that serves one file, as badly as a test asks. */
final class Server implements AutoCloseable {

    private final HttpServer server;
    private final byte[] body;
    /** The Range header of each request, or "whole". */
    final List<String> requests = new ArrayList<>();
    /** How many bytes of the body the next answers send before they hang up. */
    final List<Integer> cuts = new ArrayList<>();

    int status = 200;
    boolean ranges = true;
    /** Bytes that every answer claims beyond those it has. */
    long boast;

    Server(byte[] body) {
        this.body = body;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri(String name) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/" + name);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        requests.add(range == null ? "whole" : range);
        if (status != 200) {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
            return;
        }
        int from = range == null || !ranges ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (from >= body.length) {
            exchange.sendResponseHeaders(416, -1);
            exchange.close();
            return;
        }
        int length = body.length - from;
        int sent = cuts.isEmpty() ? length : Math.min(length, cuts.remove(0));
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, length + boast);
        exchange.getResponseBody().write(body, from, sent);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
