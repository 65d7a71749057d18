package lungo.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lungo.kernel.MemoryChannels.Sent;
import lungo.kernel.channels.Channel;
import lungo.kernel.messages.Execute;
import lungo.kernel.messages.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The kernel from request to reply, without sockets. Cells of all tests share one session, as a notebook's do. */
class KernelTest {
    private static final PrintStream OUT = System.out;
    private static final PrintStream ERR = System.err;
    private static final InputStream IN = System.in;

    private static MemoryChannels channels;
    private static Kernel kernel;

    @BeforeAll
    static void start() {
        channels = new MemoryChannels();
        kernel = new Kernel(CellSession.start(Settings.of(Map.of())), channels, "session", () -> {}, ERR);
        kernel.start();
    }

    @AfterAll
    static void giveStreamsBack() {
        System.setOut(OUT);
        System.setErr(ERR);
        System.setIn(IN);
    }

    @Test
    void aCellPublishesItsCourseAndItsValue() throws Exception {
        var answers = run("1 + 1");

        assertThat(types(answers))
                .containsExactly("status", "execute_input", "execute_result", "execute_reply", "status");
        assertThat(text(answers)).isEqualTo("2");
        assertThat(answers.get(0).content().get("execution_state").getAsString())
                .isEqualTo("busy");
    }

    @Test
    void outputComesBeforeTheValueAndInOrder() throws Exception {
        var answers = run("System.out.print(\"a\"); System.err.print(\"b\"); System.out.print(\"c\"); 7");

        assertThat(streams(answers)).containsExactly("stdout:a", "stderr:b", "stdout:c");
        assertThat(types(answers).indexOf("execute_result"))
                .isGreaterThan(types(answers).lastIndexOf("stream"));
    }

    @Test
    void aThreadIsHeardAfterItsCell() throws Exception {
        var first = Execute.Request.message(
                "var go = new CountDownLatch(1); new Thread(() -> { try { go.await(); } catch (InterruptedException e) {}"
                        + " System.out.println(\"late\"); }).start();");
        kernel.receive(Channel.SHELL, first);
        channels.answersTo(first);
        kernel.receive(Channel.SHELL, Execute.Request.message("go.countDown();"));

        Sent stream;
        do {
            stream = channels.next();
        } while (!stream.type().equals("stream"));
        assertThat(stream.content().get("text").getAsString()).isEqualTo("late\n");
        assertThat(stream.message().parentHeader().get("msg_id").getAsString())
                .isEqualTo(first.header().msgId());
    }

    @Test
    void anErrorShowsTheLineAndMarksTheSpan() throws Exception {
        var error = error(run("var fine = 1;\nint wrong = \"text\";"));

        assertThat(error.get("ename").getAsString()).isEqualTo("CompileError");
        assertThat(plain(error))
                .contains("line 2")
                .contains("int wrong = \"text\";")
                .containsPattern("\\n {16}\\^{6}");
    }

    @Test
    void anExceptionShowsTheCellsOwnFramesAndItsCauses() throws Exception {
        run("int share(int all, int people) {\n    return all / people;\n}");
        var error = error(
                run(
                        "try {\n    share(1, 0);\n} catch (ArithmeticException e) {\n    throw new IllegalStateException(\"no people\", e);\n}"));

        assertThat(error.get("ename").getAsString()).isEqualTo("java.lang.IllegalStateException");
        assertThat(plain(error))
                .contains("no people")
                .contains("Caused by: java.lang.ArithmeticException: / by zero")
                .contains("in share, line 2\n  → return all / people;")
                .contains("line 2\n  → share(1, 0);")
                .doesNotContain("lungo.kernel")
                .doesNotContain("jdk.internal");
    }

    @Test
    void endlessRecursionIsShownOnce() throws Exception {
        run("int deep() { return deep() + 1; }");
        var error = error(run("deep()"));

        assertThat(plain(error)).contains("times more").hasLineCount(4);
    }

    @Test
    void exitEndsTheCellOnly() throws Exception {
        run("int kept = 41;");
        var error = error(run("Runtime.getRuntime().exit(1);"));
        assertThat(error.get("evalue").getAsString()).contains("the kernel and its variables live on");

        assertThat(text(run("kept + 1"))).isEqualTo("42");
    }

    @Test
    void aSilentCellPublishesNothingAndCountsNothing() throws Exception {
        var before = count(run("0"));
        var answers = run("5", Map.of("silent", true));
        assertThat(types(answers)).containsExactly("status", "execute_reply", "status");

        assertThat(count(run("0"))).isEqualTo(before + 1);
    }

    @Test
    void userExpressionsAreEvaluatedEachWithItsOwnError() throws Exception {
        var expressions = new JsonObject();
        expressions.addProperty("good", "6 * 7");
        expressions.addProperty("bad", "nowhere");
        var request = Execute.Request.message("");
        request.content().add("user_expressions", expressions);

        var values = reply(send(request)).getAsJsonObject("user_expressions");

        assertThat(values.getAsJsonObject("good")
                        .getAsJsonObject("data")
                        .get("text/plain")
                        .getAsString())
                .isEqualTo("42");
        assertThat(values.getAsJsonObject("bad").get("status").getAsString()).isEqualTo("error");
    }

    @Test
    void cellsThatWaitBehindAFailedOneAreAborted() throws Exception {
        var first = Execute.Request.message("Thread.sleep(300); throw new RuntimeException();");
        var second = Execute.Request.message("var never = 1;");
        kernel.receive(Channel.SHELL, first);
        kernel.receive(Channel.SHELL, second);
        channels.answersTo(first);

        var reply = reply(channels.answersTo(second));
        assertThat(reply.get("status").getAsString()).isEqualTo("aborted");
    }

    @Test
    void anInterruptStopsALoopAndKeepsVariables() throws Exception {
        run("int counted = 0;");
        var endless = Execute.Request.message("while (true) { counted++; }");
        kernel.receive(Channel.SHELL, endless);
        while (!channels.next().type().equals("execute_input")) {
            Thread.onSpinWait();
        }
        Thread.sleep(200);
        kernel.receive(Channel.CONTROL, Message.request("interrupt_request", new JsonObject()));

        var reply = reply(channels.answersTo(endless));
        assertThat(reply.get("ename").getAsString()).isEqualTo("KeyboardInterrupt");
        assertThat(text(run("counted"))).isNotEqualTo("0");
    }

    @Test
    void aToStringThatNeverEndsIsInterruptedToo() throws Exception {
        run("class Endless { public String toString() { while (true) {} } }");
        var request = Execute.Request.message("new Endless()");
        kernel.receive(Channel.SHELL, request);
        while (!channels.next().type().equals("execute_input")) {
            Thread.onSpinWait();
        }
        Thread.sleep(300);
        kernel.receive(Channel.CONTROL, Message.request("interrupt_request", new JsonObject()));

        assertThat(reply(channels.answersTo(request)).get("ename").getAsString())
                .isEqualTo("KeyboardInterrupt");
    }

    @Test
    void aToStringThatThrowsIsTheCellsError() throws Exception {
        run("class Broken { public String toString() { throw new IllegalStateException(\"no words\"); } }");
        assertThat(error(run("new Broken()")).get("evalue").getAsString()).isEqualTo("no words");

        var expressions = new JsonObject();
        expressions.addProperty("broken", "new Broken()");
        var request = Execute.Request.message("");
        request.content().add("user_expressions", expressions);
        assertThat(reply(send(request))
                        .getAsJsonObject("user_expressions")
                        .getAsJsonObject("broken")
                        .get("status")
                        .getAsString())
                .isEqualTo("error");
    }

    @Test
    void aMalformedRequestGetsAReply() throws Exception {
        var request = Execute.Request.message("1");
        request.content().addProperty("user_expressions", "not an object");
        assertThat(reply(send(request)).get("status").getAsString()).isEqualTo("error");
        var history = new JsonObject();
        history.addProperty("n", "many");
        assertThat(reply(send(Message.request("history_request", history)))
                        .get("status")
                        .getAsString())
                .isEqualTo("error");
    }

    @Test
    void inputIsAskedForAndGiven() throws Exception {
        var request = Execute.Request.message("readPassword(\"Key: \") + new Scanner(System.in).nextLine()");
        kernel.receive(Channel.SHELL, request);
        var asked = List.of(answerInput("se"), answerInput("cret"));

        assertThat(text(channels.answersTo(request))).isEqualTo("secret");
        assertThat(asked.get(0).get("prompt").getAsString()).isEqualTo("Key: ");
        assertThat(asked.get(0).get("password").getAsBoolean()).isTrue();
        assertThat(asked.get(1).get("password").getAsBoolean()).isFalse();
    }

    @Test
    void withoutStdinInputIsAnErrorThatSaysSo() throws Exception {
        var error = error(run("readLine(\"Name: \")", Map.of("allow_stdin", false)));
        assertThat(error.get("evalue").getAsString()).contains("takes no input");
    }

    @Test
    void displaysAreUpdatedUnderTheirId() throws Exception {
        var answers = run("var id = display(\"one\"); updateDisplay(id, \"two\"); clearOutput(true);");

        assertThat(types(answers)).containsSubsequence("display_data", "update_display_data", "clear_output");
        assertThat(displayId(answers, "display_data")).isEqualTo(displayId(answers, "update_display_data"));
    }

    @Test
    void completionKnowsVariablesOfACellThatHasNotRun() throws Exception {
        var code = "var words = List.of(\"😀\");\nwords.contains";
        var content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("cursor_pos", code.codePointCount(0, code.length()));
        var reply = reply(send(Message.request("complete_request", content)));

        assertThat(reply.getAsJsonArray("matches").toString())
                .contains("contains(")
                .contains("containsAll(");
        assertThat(reply.get("cursor_start").getAsInt()).isEqualTo(code.codePointCount(0, code.indexOf("contains")));
    }

    @Test
    void completionKnowsMagics() throws Exception {
        var content = new JsonObject();
        content.addProperty("code", "%mav");
        content.addProperty("cursor_pos", 4);
        var reply = reply(send(Message.request("complete_request", content)));

        assertThat(reply.getAsJsonArray("matches").toString()).isEqualTo("[\"%maven\",\"%mavenRepo\"]");
    }

    @Test
    void anUnknownCommIsClosed() throws Exception {
        var content = new JsonObject();
        content.addProperty("comm_id", "c1");
        content.addProperty("target_name", "nobody");
        assertThat(types(send(Message.request("comm_open", content)))).contains("comm_close");
    }

    @Test
    void aRegisteredCommHearsAndAnswers() throws Exception {
        run("comms().register(\"echo\", (comm, data) -> comm.onMessage(m -> comm.send(m)));");
        var open = new JsonObject();
        open.addProperty("comm_id", "c2");
        open.addProperty("target_name", "echo");
        send(Message.request("comm_open", open));
        var data = new JsonObject();
        data.addProperty("x", 3);
        var message = new JsonObject();
        message.addProperty("comm_id", "c2");
        message.add("data", data);

        var echoed = find(send(Message.request("comm_msg", message)), "comm_msg");
        assertThat(echoed.getAsJsonObject("data").get("x").getAsInt()).isEqualTo(3);
        assertThat(reply(send(Message.request("comm_info_request", new JsonObject())))
                        .getAsJsonObject("comms")
                        .has("c2"))
                .isTrue();
    }

    @Test
    void historyIsSearched() throws Exception {
        run("var rareName = 99;");
        var content = new JsonObject();
        content.addProperty("hist_access_type", "search");
        content.addProperty("pattern", "*rareN?me*");
        content.addProperty("n", 10);
        var history = reply(send(Message.request("history_request", content))).getAsJsonArray("history");

        assertThat(history).hasSize(1);
        assertThat(history.get(0).getAsJsonArray().get(2).getAsString()).isEqualTo("var rareName = 99;");
    }

    @Test
    void nestedEvalReturnsItsValueAndItsError() throws Exception {
        assertThat(text(run("(Integer) eval(\"20 + 1\") * 2"))).isEqualTo("42");
        assertThat(error(run("eval(\"int z = \\\"text\\\";\")")).get("ename").getAsString())
                .isEqualTo("CompileError");
    }

    @Test
    void aTaskForTheEndOfCellsRunsHoweverTheyEnd() throws Exception {
        run("var ends = new java.util.concurrent.atomic.AtomicInteger(); afterCell(ends::incrementAndGet);");
        run(
                "var fails = new java.util.concurrent.atomic.AtomicBoolean(true);"
                        + " afterCell(() -> { if (fails.getAndSet(false)) throw new IllegalStateException(\"on purpose\"); });");
        run("throw new IllegalStateException();");
        run("int wrong = \"text\";");

        assertThat(text(run("ends.get()"))).isEqualTo("4");
    }

    @Test
    void aTaskBeforeTheReplyRunsOnceAndItsOutputIsThatCells() throws Exception {
        var messages = run("beforeReply(() -> display(\"late\")); display(\"early\");");
        assertThat(messages)
                .filteredOn(message -> message.type().equals("display_data"))
                .hasSize(2);
        assertThat(run("1 + 1")).noneMatch(message -> message.type().equals("display_data"));
    }

    @Test
    void valuesAndExceptionsOfACellAreLetGo() throws Exception {
        run(
                "class Carrier extends RuntimeException { final Object held; Carrier(Object held) { this.held = held; } }\n"
                        + "var seen = new ArrayList<java.lang.ref.WeakReference<Object>>();\n"
                        + "Object watched() { var o = new Object(); seen.add(new java.lang.ref.WeakReference<>(o)); return o; }");
        run("watched()");
        run("display(watched());");
        run("throw new Carrier(watched());");
        run("var bound = watched();");
        run("bound = watched();");
        run("var bound = watched();");

        assertThat(text(run("System.gc(); seen.stream().map(w -> w.get() == null ? \"gone\" : \"kept\").toList()")))
                .isEqualTo("[gone, gone, gone, gone, gone, kept]");
    }

    @Test
    void theKernelsOwnLibrariesAreHidden() throws Exception {
        assertThat(error(run("com.google.gson.Gson g;")).get("ename").getAsString())
                .isEqualTo("CompileError");
        assertThat(error(run("Class.forName(\"org.zeromq.ZContext\")"))
                        .get("ename")
                        .getAsString())
                .isEqualTo("java.lang.ClassNotFoundException");
    }

    private static List<Sent> run(String code) throws InterruptedException {
        return send(Execute.Request.message(code));
    }

    private static List<Sent> run(String code, Map<String, Boolean> flags) throws InterruptedException {
        var request = Execute.Request.message(code);
        flags.forEach((name, value) -> request.content().addProperty(name, value));
        return send(request);
    }

    private static List<Sent> send(Message request) throws InterruptedException {
        kernel.receive(Channel.SHELL, request);
        return channels.answersTo(request);
    }

    private static JsonObject answerInput(String value) throws InterruptedException {
        Sent asked;
        do {
            asked = channels.next();
        } while (asked.channel() != Channel.STDIN);
        var content = new JsonObject();
        content.addProperty("value", value);
        kernel.receive(Channel.STDIN, Message.request("input_reply", content));
        return asked.content();
    }

    private static List<String> types(List<Sent> answers) {
        return answers.stream().map(Sent::type).toList();
    }

    private static List<String> streams(List<Sent> answers) {
        return answers.stream()
                .filter(answer -> answer.type().equals("stream"))
                .map(Sent::content)
                .map(content -> content.get("name").getAsString() + ":"
                        + content.get("text").getAsString())
                .toList();
    }

    private static JsonObject find(List<Sent> answers, String type) {
        return answers.stream()
                .filter(answer -> answer.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + type + " in " + answers))
                .content();
    }

    private static JsonObject reply(List<Sent> answers) {
        return answers.stream()
                .filter(answer -> answer.channel() == Channel.SHELL)
                .findFirst()
                .orElseThrow()
                .content();
    }

    private static int count(List<Sent> answers) {
        return reply(answers).get("execution_count").getAsInt();
    }

    private static JsonObject error(List<Sent> answers) {
        return find(answers, "error");
    }

    private static String text(List<Sent> answers) {
        return find(answers, "execute_result")
                .getAsJsonObject("data")
                .get("text/plain")
                .getAsString();
    }

    private static String displayId(List<Sent> answers, String type) {
        return find(answers, type)
                .getAsJsonObject("transient")
                .get("display_id")
                .getAsString();
    }

    /** A traceback without its ANSI styles. */
    private static String plain(JsonObject error) {
        return error.getAsJsonArray("traceback").asList().stream()
                .map(line -> line.getAsString().replaceAll("\u001b\\[\\d+m", ""))
                .collect(Collectors.joining("\n"));
    }
}
