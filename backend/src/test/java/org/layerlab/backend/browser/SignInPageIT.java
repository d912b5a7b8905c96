package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks of schools and hotels answer whatever is asked with a page of their own until somebody has signed in. */
class SignInPageIT {
    private static final byte[] PAGE = ("<!doctype html><title>Sign in</title><link rel=icon href=/assets/img/icon.png>"
                    + "<h1>Welcome to the network</h1>")
            .getBytes(StandardCharsets.UTF_8);

    /** Such a network between the browser and the server of that address. */
    private static HttpServer network(String address) throws Exception {
        HttpServer network = HttpServer.create(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), URI.create(address).getPort()),
                0);
        network.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, PAGE.length);
            exchange.getResponseBody().write(PAGE);
            exchange.close();
        });
        network.start();
        return network;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Another page came instead of the server’s answer. Does your network ask you to sign in?
            de | Statt der Antwort des Servers kam eine andere Seite. Verlangt dein Netzwerk eine Anmeldung?
            """)
    void aPageSaysThatAnotherCameInsteadOfTheAnswer(String language, String told) throws Exception {
        try (Browser browser = Browser.startFresh(Screen.DESKTOP)) {
            String photos;
            try (LiveServer server = LiveServer.start(true)) {
                photos = server.address("/photos");
                browser.open(photos + "#lang=" + language);
                browser.awaitState("ready");
            }
            HttpServer network = network(photos);
            try {
                new PhotosPage(browser).chooseModel("cats-and-dogs");
                browser.await(
                        "it says so",
                        () -> browser.all("[role=alert]").stream()
                                .anyMatch(alert ->
                                        alert.isDisplayed() && alert.getText().contains(told)));
            } finally {
                network.stop(0);
            }
            browser.errors(any -> true);
        }
    }

    @Test
    void itsPageIsNotKeptInsteadOfOurs() throws Exception {
        try (Browser browser = Browser.startFresh(Screen.DESKTOP)) {
            String photos;
            String models;
            try (LiveServer server = LiveServer.start(true)) {
                photos = server.address("/photos");
                models = server.address("/models");
                OfflineIT.openOnce(browser, photos, "/photos");
            }
            HttpServer network = network(photos);
            try {
                for (String page : List.of(photos, models)) {
                    browser.open(page);
                    assertEquals(
                            "Welcome to the network",
                            browser.textOf(browser.all("h1").get(0)));
                }
            } finally {
                network.stop(0);
            }
            browser.open(photos);
            browser.awaitState("ready");
            assertTrue(browser.isShown("offline"));
            browser.open(models);
            assertEquals("You’re offline", browser.textOf(browser.all("h1").get(0)));
            browser.errors(any -> true);
        }
    }
}
