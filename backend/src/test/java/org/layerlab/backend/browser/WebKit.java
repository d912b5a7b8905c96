package org.layerlab.backend.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.ImmutableCapabilities;
import org.openqa.selenium.remote.RemoteWebDriver;

/** WebKitGTK's MiniBrowser on a virtual screen, by its driver. It tells nothing of the console. */
final class WebKit implements AnyBrowser {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Process screen;
    private final Process service;
    private final RemoteWebDriver driver;

    /** Starts a virtual screen, the driver, and the browser. */
    WebKit(Path xvfb, Path program, Path browser) throws IOException, InterruptedException {
        screen = Programs.start(new ProcessBuilder(
                        xvfb.toString(), "-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD));
        BufferedReader told = screen.inputReader(StandardCharsets.US_ASCII);
        String display = told.readLine();
        if (display == null) {
            throw new AssertionError("Xvfb has no display");
        }
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "--port=" + port)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("DISPLAY", ":" + display);
        service = Programs.start(builder);
        URI address = URI.create("http://127.0.0.1:" + port);
        awaitDriver(address);
        driver = new RemoteWebDriver(
                address.toURL(),
                new ImmutableCapabilities(
                        "browserName",
                        "MiniBrowser",
                        "webkitgtk:browserOptions",
                        Map.of("binary", browser.toString(), "args", List.of("--automation"))));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitDriver(URI address) throws InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest status = HttpRequest.newBuilder(address.resolve("/status")).build();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                client.send(status, HttpResponse.BodyHandlers.discarding());
                return;
            } catch (IOException e) {
                if (System.nanoTime() > until || !service.isAlive()) {
                    throw new AssertionError("WebKitWebDriver does not listen", e);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    @Override
    public void open(String address) {
        driver.get("about:blank");
        driver.get(address);
    }

    @Override
    public String script(String body) {
        return String.valueOf(driver.executeScript("return String((() => {" + body + "})());"));
    }

    @Override
    public void choose(String css, List<Path> files) {
        driver.findElement(By.cssSelector(css))
                .sendKeys(files.stream().map(Path::toString).collect(Collectors.joining("\n")));
    }

    @Override
    public void resize(Screen screen) {
        driver.manage().window().setSize(new Dimension(screen.width, screen.height));
    }

    @Override
    public List<String> errors() {
        return List.of();
    }

    @Override
    public void close() {
        driver.quit();
        Programs.end(service);
        Programs.end(screen);
    }
}
