package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A playground and a classifier on a page of another site, and what that page hears of them. */
class EmbedIT extends InBrowser {
    private static final String HEARD = "<script>const heard = []; for (const type of ['progress', 'goal', 'verdict'])"
            + " addEventListener(type, event => { heard.push({type, ...event.detail});"
            + " document.getElementById('heard').textContent = JSON.stringify(heard); });</script>"
            + "<p id=\"heard\" data-testid=\"heard\"></p>";

    @SuppressWarnings("NullAway.Init") // started before the first test
    private HttpServer other;

    @BeforeAll
    void startAnotherSite() throws IOException {
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site(
                "/playground",
                "<layerlab-playground settings=\"dataset=blobs&networkShape=&iterations=500&goalTrain=90\">");
        site("/classifier", "<layerlab-classifier src=\"" + server.address("/m/cats-and-dogs-conv") + "\">");
        site("/slashed", "<layerlab-classifier src=\"" + server.address("/m/cats-and-dogs-conv/") + "\">");
        site("/unknown", "<layerlab-classifier src=\"" + server.address("/m/unknown") + "\">");
        site("/wrong", "<layerlab-classifier src=\"javascript:alert(1)\">");
        other.start();
    }

    @AfterAll
    void stopTheOtherSite() {
        other.stop(0);
    }

    private void site(String path, String element) {
        String html = "<!doctype html><title>Another site</title><link rel=icon href=data:,><script src=\""
                + server.address("/embed.js")
                + "\"></script>" + HEARD + element + "</layerlab-x>"
                + "<script>document.querySelector('iframe').dataset.testid = 'frame';</script>";
        byte[] bytes = html.replace("</layerlab-x>", "</" + element.substring(1, element.indexOf(' ')) + ">")
                .getBytes(StandardCharsets.UTF_8);
        other.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @Test
    void aModelsPageHasTheLinesThatEmbedIt() {
        String model = server.address("/m/cats-and-dogs-conv");
        browser.open(model);
        browser.awaitState("ready");
        assertEquals(
                "<script src=\"" + server.address("/embed.js") + "\"></script> <layerlab-classifier src=\"" + model
                        + "\"></layerlab-classifier>",
                browser.value("snippet"));
    }

    private String address(String path) {
        // Another name for this machine is another site: localhost and 127.0.0.1.
        String host = server.address("/").contains("127.0.0.1") ? "localhost" : "127.0.0.1";
        return "http://" + host + ":" + other.getAddress().getPort() + path;
    }

    @Test
    void aPlaygroundTellsItsRunAndItsGoal() {
        browser.open(address("/playground"));
        within(browser, "frame", () -> {
            browser.awaitState("ready");
            browser.click("play");
        });
        browser.await("the end is heard", () -> browser.text("heard").contains("\"iteration\":500"));
        String heard = browser.text("heard");
        assertTrue(heard.contains("{\"type\":\"goal\"}"), heard);
        assertTrue(heard.contains("\"running\":true"), heard);
        assertTrue(heard.endsWith("\"running\":false}]"), heard);
        assertTrue(heard.endsWith("\"goal\":true,\"running\":false}]"), heard);
        assertTrue(heard.contains("\"trainAccuracy\":1"), heard);
        long many = heard.split("\"type\":\"progress\"", -1).length;
        assertTrue(many < 100, many + " reports of a short run");
    }

    @ParameterizedTest
    @CsvSource({"860, 640", "860, 480", "360, 480"})
    void theMathsAreOfferedInViewAndLeaveTheControlsThere(int width, int height) {
        frame("/#embed=true&maths=true&dataset=blobs&networkShape=", width, height);
        within(browser, "frame", () -> {
            browser.awaitState("ready");
            assertEquals(true, browser.script(IN_VIEW, "maths-open"));
            browser.click("maths-open");
            browser.await("the maths are there", () -> Boolean.TRUE.equals(browser.script(IN_VIEW, "maths-title")));
            assertEquals(true, browser.script(IN_VIEW, "play"));
        });
    }

    @ParameterizedTest
    @CsvSource({"900, 560", "1280, 638", "390, 560", "390, 400"})
    void aTaskLeavesTheControlsInView(int width, int height) {
        frame("/#dataset=xor&networkShape=2&iterations=3000&goalTest=90&embed=true", width, height);
        within(browser, "frame", () -> {
            browser.awaitState("ready");
            assertTrue(browser.isShown("lesson"));
            assertEquals(true, browser.script(IN_VIEW, "play"));
        });
    }

    private void frame(String address, int width, int height) {
        browser.open(server.address("/privacy"));
        browser.script(
                "const frame = document.createElement('iframe'); frame.dataset.testid = 'frame';"
                        + "frame.width = arguments[1]; frame.height = arguments[2]; frame.src = arguments[0];"
                        + "document.body.prepend(frame);",
                address,
                width,
                height);
    }

    private static final String IN_VIEW = "const box = document.getElementById(arguments[0]).getBoundingClientRect();"
            + "return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;";

    @ParameterizedTest
    @ValueSource(strings = {"/classifier", "/slashed"})
    void aClassifierTellsItsVerdict(String page, @TempDir Path folder) throws IOException {
        Path photo = Files.write(folder.resolve("photo.jpg"), TestPhotos.jpeg());
        browser.open(address(page));
        within(browser, "frame", () -> {
            browser.awaitState("ready");
            assertEquals(
                    List.of(),
                    browser.all("h1").stream().filter(one -> one.isDisplayed()).toList());
            assertFalse(browser.isShown("seen") || browser.isShown("probability"), "nothing is shown before a photo");
            browser.choose("photo-input", photo);
            browser.await("it is shown", () -> browser.isShown("seen") && browser.isShown("probability"));
        });
        browser.await("the verdict is heard", () -> browser.text("heard").contains("\"type\":\"verdict\""));
        String heard = browser.text("heard");
        assertTrue(heard.contains("\"verdict\":\"") && heard.contains("\"probability\":0."), heard);
    }

    @Test
    void aModelThatIsNotThereBringsNoMoreThanThatIntoTheFrame() {
        expectStatus(404);
        browser.open(address("/unknown"));
        within(browser, "frame", () -> {
            browser.awaitState("ready");
            assertEquals(
                    "Nothing at this address", browser.textOf(browser.all("h1").get(0)));
            assertEquals(
                    List.of(),
                    browser.all(".top, footer").stream()
                            .filter(one -> one.isDisplayed())
                            .toList());
            assertEquals(List.of(), browser.all("a:not([target=_blank])"));
        });
    }

    @Test
    void anAddressThatIsNoModelsIsNotLoaded() {
        browser.open(address("/wrong"));
        assertEquals("about:blank", browser.attribute("frame", "src"));
    }

    @Test
    void anotherSiteSavesNothing() {
        expectBlocked();
        browser.open(address("/playground"));
        int before = server.requests().size();
        browser.asyncText("fetch('" + server.address("/api/models")
                + "', {method: 'POST', mode: 'no-cors', body: 'x'}).then(() => done(''), error => done(''));");
        browser.await(
                "the save is refused",
                () -> server.requests().subList(before, server.requests().size()).stream()
                        .anyMatch(request -> request.contains("POST /api/models 403")));
    }
}
