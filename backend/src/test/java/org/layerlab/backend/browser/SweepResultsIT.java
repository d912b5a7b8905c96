package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.cli.Cli;
import org.openqa.selenium.WebElement;

/** Results of {@code layerlab sweep} in the playground: shown as a grid, a click loads a run; hostile files are refused. */
class SweepResultsIT extends InPlayground {
    @TempDir
    private Path folder;

    private Path sweep() {
        Cli.Result result = Cli.run(
                "sweep",
                "circles",
                "--dataset",
                "blobs",
                "--noise",
                0.3,
                "--points",
                120,
                "--iterations",
                300,
                "--optimizer",
                "adam",
                "--batch-size",
                20,
                "--grid",
                "learningRate=0.003,0.02",
                "--grid",
                "layers=2,5tanh,3,softmax3/2,softmax3",
                "--grid",
                "dropout=0,0.2",
                "--seeds",
                "7,8",
                "--out",
                folder);
        assertEquals(0, result.code(), result.err());
        return folder.resolve("sweep.json");
    }

    private void openSweep() {
        browser.click("sweep-open");
        browser.await(
                "the reader is loaded",
                () -> !browser.all("[data-testid=sweep-file]").isEmpty());
    }

    private List<WebElement> cells() {
        return browser.all("[data-testid=sweep-cell]");
    }

    @Test
    void aClickLoadsTheRunWithTheCommandsDigits() throws Exception {
        Path file = sweep();
        PlaygroundPage page = open(SHORT);
        openSweep();
        browser.choose("sweep-file", file);
        browser.await("all combinations are shown", () -> cells().size() == 8);
        JsonObject json = Json.parse(Files.readString(file)).asObject();
        List<JsonValue> combinations = json.get("combinations").asArray().values();
        int chosen = -1;
        for (int i = 0; i < 8; i++) {
            JsonObject settings = combinations.get(i).asObject().get("settings").asObject();
            String text = browser.textOf(cells().get(i));
            assertTrue(text.contains("layers=" + settings.getString("layers", "")), text);
            assertEquals(
                    settings.getString("dropout", "").equals("0"),
                    cells().get(i).isEnabled(),
                    text);
            if (chosen < 0 && cells().get(i).isEnabled() && text.contains("5tanh")) {
                chosen = i;
            }
        }
        assertEquals(
                "8 of 8 combinations, best first",
                browser.textOf(browser.all("#sweep-note").get(0)));
        assertEquals(1, browser.all(".sweep-cell[data-best]").size());
        String best = String.valueOf(cells().get(0).getDomAttribute("aria-label"));
        assertTrue(best.startsWith("learningRate=") && best.endsWith(" %, best"), best);
        cells().get(chosen).click();
        String rate =
                combinations.get(chosen).asObject().get("settings").asObject().getString("learningRate", "");
        browser.await("it is loaded", () -> browser.value("learning-rate").equals(rate));
        page.play();
        browser.await(
                "it trains", () -> page.iteration() == 300 && browser.state().equals("ready"));
        assertEquals(command(json, chosen), page.log());
    }

    /** The cost lines of the first seed's command. */
    private static List<String> command(JsonObject json, int combination) {
        for (JsonValue value : json.get("trials").asArray()) {
            JsonObject trial = value.asObject();
            if (trial.getInt("rank", 0) == combination + 1 && trial.getInt("seed", 0) == 7) {
                Object[] words = trial.getString("command", "").split(" ", -1);
                return Cli.run(java.util.Arrays.copyOfRange(words, 1, words.length))
                        .out()
                        .lines()
                        .filter(line -> line.startsWith("Cost after"))
                        .toList();
            }
        }
        throw new AssertionError("no run of combination " + combination);
    }

    @Test
    void otherFilesAreRefusedNamingBothSides() throws Exception {
        open(SHORT);
        openSweep();
        refused("{", "The file is not JSON.");
        refused("[1]", "The file’s format is object; sweep results have the format layerlab-sweep 1.");
        refused(
                "{\"format\": \"layerlab-sweep\", \"version\": 2}",
                "The file’s format is layerlab-sweep 2; sweep results");
        JsonObject good = Json.parse(Files.readString(sweep())).asObject();
        refused(
                changed(good, "search", new JsonObject().add("command", "train")),
                "from sweep train; the playground shows only");
        refused(
                changed(good, "combinations", Json.array()),
                "The results have 0 combinations; they must have 1 to 10,000.");
        refused(
                changed(good, "combinations", many()),
                "The results have 10,001 combinations; they must have 1 to 10,000.");
        refused(changed(good, "base", Json.NULL), "The results have no base.");
        refused(
                changed(good, "base", new JsonObject().add("layers", "2,".repeat(200))),
                "In the results, base.layers is not text of at most 200 characters.");
        refused(" ".repeat(16_000_001), "The file has 16,000,001 bytes; the limit is 16,000,000.");
    }

    private static JsonValue many() {
        return Json.parse("[" + "0,".repeat(10_000) + "0]");
    }

    private static String changed(JsonObject good, String member, JsonValue value) {
        return new JsonObject(good).set(member, value).toString();
    }

    private void refused(String content, String why) throws Exception {
        Path file = Files.writeString(folder.resolve("hostile.json"), content);
        browser.choose("sweep-file", file);
        browser.await("it is refused: " + why, () -> browser.text("sweep-error").contains(why));
        assertEquals(0, cells().size());
    }

    @Test
    void anOpenedFileEndsThePagesOwnSweep() throws Exception {
        Path file = sweep();
        open(SHORT);
        openSweep();
        browser.type("sweep-iterations", "10000000");
        browser.click("sweep-start");
        browser.await("it runs", () -> browser.text("sweep-start").equals("Stop") && cells().size() == 16);
        browser.choose("sweep-file", file);
        browser.await("all combinations are shown", () -> cells().size() == 8);
        assertEquals("Start", browser.text("sweep-start"));
        browser.click("sweep-start");
        browser.await("another press starts", () -> cells().size() == 16);
        browser.click("sweep-start");
    }

    @Test
    void textsOfAFileAreShownAsText() throws Exception {
        JsonObject json = Json.parse(Files.readString(sweep())).asObject();
        JsonObject first = json.get("combinations").asArray().get(0).asObject();
        String code = "<img src=x onerror=\"document.title='hacked'\">";
        first.set(
                "settings",
                new JsonObject().add("layers", "2,1").add(code, code).add("__proto__", "x"));
        open(SHORT);
        openSweep();
        browser.choose("sweep-file", Files.writeString(folder.resolve("hostile.json"), json.toString()));
        browser.await("it is shown", () -> cells().size() == 8);
        assertTrue(browser.textOf(cells().get(0)).contains(code), browser.textOf(cells().get(0)));
        assertEquals(0, browser.all("#sweep img").size());
        assertFalse(String.valueOf(browser.script("return document.title;")).contains("hacked"));
    }
}
