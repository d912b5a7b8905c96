package org.layerlab.backend.browser;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * More profiles in the process of one browser: each has its own storage and cache, as an incognito window has. One costs
 * what a tab does, where another Chromium takes seconds and some hundred megabytes.
 */
final class Profiles {
    private final Browser browser;
    private final String address;
    private final HttpClient client = HttpClient.newHttpClient();

    /** Of a browser that runs. */
    Profiles(Browser browser) {
        this.browser = browser;
        Map<?, ?> options = (Map<?, ?>)
                Objects.requireNonNull(browser.driver.getCapabilities().getCapability("goog:chromeOptions"));
        address = String.valueOf(options.get("debuggerAddress"));
    }

    /** A window in a profile of its own; gives the handle to switch to. */
    String open() throws Exception {
        String version = client.send(
                        HttpRequest.newBuilder(URI.create("http://" + address + "/json/version"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(
                        URI.create(Json.parse(version).asObject().getString("webSocketDebuggerUrl", "")),
                        new Texts(answers))
                .get(30, TimeUnit.SECONDS);
        String context = ask(socket, answers, "Target.createBrowserContext", new JsonObject())
                .getString("browserContextId", "");
        String target = ask(
                        socket,
                        answers,
                        "Target.createTarget",
                        new JsonObject()
                                .add("url", "about:blank")
                                .add("browserContextId", context)
                                .add("width", Screen.DESKTOP.width)
                                .add("height", Screen.DESKTOP.height))
                .getString("targetId", "");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(30, TimeUnit.SECONDS);
        browser.await(
                "the window is there", () -> browser.driver.getWindowHandles().contains(target));
        return target;
    }

    private static JsonObject ask(WebSocket socket, BlockingQueue<String> answers, String method, JsonObject parameters)
            throws Exception {
        JsonObject question =
                new JsonObject().add("id", 1).add("method", method).add("params", parameters);
        socket.sendText(question.toString(), true).get(30, TimeUnit.SECONDS);
        while (true) {
            String text = answers.poll(30, TimeUnit.SECONDS);
            JsonObject answer = Json.parse(Objects.requireNonNull(text, method + " has no answer"))
                    .asObject();
            if (answer.get("id") != null) {
                return Objects.requireNonNull(answer.get("result"), text).asObject();
            }
        }
    }

    /** Whole messages. */
    private static final class Texts implements WebSocket.Listener {
        private final BlockingQueue<String> whole;
        private final StringBuilder text = new StringBuilder();

        Texts(BlockingQueue<String> whole) {
            this.whole = whole;
        }

        @Override
        @SuppressWarnings("NullAway") // no stage: the text is taken at once
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                whole.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
