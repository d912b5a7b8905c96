package org.layerlab.backend.browser;

import com.eclipsesource.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.openqa.selenium.bidi.Command;
import org.openqa.selenium.bidi.Connection;
import org.openqa.selenium.bidi.Event;
import org.openqa.selenium.remote.http.ClientConfig;
import org.openqa.selenium.remote.http.HttpClient;

/** Firefox, which speaks WebDriver BiDi by itself: no geckodriver stands between. */
final class Firefox implements AnyBrowser {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path profile;
    private final Process process;
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final HttpClient client;
    private final Connection connection;
    private final String context;

    /** Starts it with a profile of its own, which is deleted when it ends. */
    Firefox(Path program) throws IOException, InterruptedException {
        this(program, "");
    }

    /**
     * The same with settings.
     *
     * @param settings lines {@code user_pref("name", value);}
     */
    Firefox(Path program, String settings) throws IOException, InterruptedException {
        profile = Files.createTempDirectory("layerlab-firefox-");
        Files.writeString(profile.resolve("user.js"), settings);
        process = Programs.start(new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-remote",
                        "--remote-debugging-port=0",
                        "--profile",
                        profile.toString(),
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("output.txt").toFile()));
        String host = "127.0.0.1:" + port();
        client = HttpClient.Factory.createDefault()
                .createClient(ClientConfig.defaultConfig().baseUri(URI.create("http://" + host)));
        connection = new Connection(client, "ws://" + host + "/session");
        send("session.new", Map.of("capabilities", Map.of()));
        send("session.subscribe", Map.of("events", List.of("log.entryAdded")));
        connection.addListener(
                "errors", new Event<Map<String, Object>>("log.entryAdded", entry -> entry), this::logged);
        context = String.valueOf(
                first(send("browsingContext.getTree", Map.of()), "contexts").get("context"));
    }

    /** Where it listens, which it writes into its profile. */
    private int port() throws IOException, InterruptedException {
        Path file = profile.resolve("WebDriverBiDiServer.json");
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(file) || Files.size(file) == 0) {
            if (System.nanoTime() > until || !process.isAlive()) {
                throw new AssertionError("Firefox does not listen: " + Files.readString(profile.resolve("output.txt")));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return Json.parse(Files.readString(file)).asObject().getInt("ws_port", 0);
    }

    private void logged(Map<String, Object> entry) {
        String text = String.valueOf(entry.get("text"));
        // What was still loading when the page was left.
        if ("error".equals(entry.get("level")) && !text.startsWith("NS_BINDING_ABORTED")) {
            errors.add(text);
        }
    }

    @Override
    public void open(String address) {
        // A service worker tells of a request that is cut short as of an error.
        await(
                "the fonts of the page that is left are there",
                () -> script("return document.fonts.status;").equals("loaded"));
        navigate("about:blank");
        navigate(address);
    }

    private void navigate(String address) {
        send("browsingContext.navigate", Map.of("context", context, "url", address, "wait", "complete"));
    }

    @Override
    public String script(String body) {
        Map<String, Object> answer = send(
                "script.evaluate",
                Map.of(
                        "expression",
                        "String((() => {" + body + "})())",
                        "target",
                        Map.of("context", context),
                        "awaitPromise",
                        false));
        if (!(answer.get("result") instanceof Map<?, ?> result)) {
            throw new AssertionError(body + ": " + answer.get("exceptionDetails"));
        }
        return String.valueOf(result.get("value"));
    }

    @Override
    public void choose(String css, List<Path> files) {
        Map<String, Object> nodes = send(
                "browsingContext.locateNodes",
                Map.of("context", context, "locator", Map.of("type", "css", "value", css)));
        send(
                "input.setFiles",
                Map.of(
                        "context",
                        context,
                        "element",
                        Map.of(
                                "sharedId",
                                Objects.requireNonNull(first(nodes, "nodes").get("sharedId"))),
                        "files",
                        files.stream().map(Path::toString).toList()));
    }

    @Override
    public void resize(Screen screen) {
        send(
                "browsingContext.setViewport",
                Map.of("context", context, "viewport", Map.of("width", screen.width, "height", screen.height)));
    }

    @Override
    public List<String> errors() {
        List<String> since = List.copyOf(errors);
        errors.removeAll(since);
        return since;
    }

    private Map<String, Object> send(String method, Map<String, Object> parameters) {
        return connection.sendAndWait(
                new Command<Map<String, Object>>(method, parameters, org.openqa.selenium.json.Json.MAP_TYPE), PATIENCE);
    }

    private static Map<?, ?> first(Map<String, Object> answer, String list) {
        return (Map<?, ?>) ((List<?>) Objects.requireNonNull(answer.get(list))).get(0);
    }

    @Override
    public void close() {
        connection.close();
        client.close();
        Programs.end(process);
        BrowserProcess.delete(profile);
    }
}
