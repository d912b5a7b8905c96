package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.script.Python;
import org.layerlab.network.data.PhotoException;

/**
 * Image files of many kinds, which other programs have made: the page and the command line give the same probability, or
 * refuse in the same words.
 */
class PhotoKindsIT extends InBrowser {
    private static final double TOLERANCE = 0.005;
    private static final int LEAST_KINDS = 87;

    @TempDir
    static Path folder;

    private final List<Path> kinds = new ArrayList<>();

    @BeforeAll
    void makeFiles() throws Exception {
        Python python = Python.with("PIL", folder);
        Files.write(folder.resolve("base.png"), TestPhotos.file(noisyDrawing(), "png"));
        try (InputStream script = PhotoKindsIT.class.getResourceAsStream("/photo/kinds.py")) {
            Files.write(folder.resolve("kinds.py"), script.readAllBytes());
        }
        System.out.print("not made for the comparison of kinds of images: " + python.print("kinds.py"));
        try (Stream<Path> files = Files.list(folder.resolve("kinds"))) {
            files.sorted().forEach(kinds::add);
        }
    }

    /** A drawing with noise and with light from one side, so that all tones occur. */
    private static BufferedImage noisyDrawing() {
        BufferedImage image = TestPhotos.drawing(true, 3, 240, 180, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                int changed = 0;
                for (int shift = 0; shift < 24; shift += 8) {
                    int value = (rgb >> shift & 255) + (int) (12 * random.nextGaussian()) + (x - 120) / 6;
                    changed |= Math.max(0, Math.min(255, value)) << shift;
                }
                image.setRGB(x, y, changed);
            }
        }
        return image;
    }

    @ParameterizedTest
    @ValueSource(strings = {"cats-and-dogs-conv", "cats-and-dogs"})
    void pageAndCommandLineAgree(String model) throws Exception {
        PhotosPage page = PhotosPage.open(server, browser, "wasm");
        page.chooseModel(model);
        PhotoJudge judge = PhotoJudge.of(server, model);
        Map<String, String> shown = judgedByThePage();
        List<String> different = new ArrayList<>();
        int same = 0;
        for (Path file : kinds) {
            String name = String.valueOf(file.getFileName());
            String expected = says(judge, name.endsWith(".avif") ? decoded(file) : file, name);
            String actual = shown.getOrDefault(name, "nothing");
            if (agree(expected, actual)) {
                same++;
            } else if (!name.endsWith(".heic") || !actual.contains("which this browser cannot decode")) {
                different.add(name + ": the command line says " + expected + ", the page " + actual);
            }
        }
        System.out.printf("%s: %d kinds of images are the same in the page and on the command line%n", model, same);
        assertEquals("", String.join("\n", different));
        assertTrue(same >= LEAST_KINDS, same + " kinds");
    }

    /** What another program made of an AVIF, which the command line does not take. */
    private static Path decoded(Path avif) {
        Path png = avif.resolveSibling("decoded-" + avif.getFileName() + ".png");
        return Files.exists(png) ? png : avif;
    }

    /** A probability or a refusal by file name, as the page lists them. */
    private Map<String, String> judgedByThePage() {
        browser.choose("photo-input", kinds);
        browser.await(
                "all are judged",
                Duration.ofMinutes(4),
                () -> browser.all("#many-rows li").size() == kinds.size());
        Map<String, String> shown = new TreeMap<>();
        String rows = String.valueOf(browser.script(
                "return [...document.querySelectorAll('#many-rows li')].map(row => row.dataset.name + '\\t'"
                        + " + (row.dataset.dog || row.querySelector('.many-name').textContent)).join('\\n');"));
        rows.lines()
                .forEach(row -> shown.put(row.substring(0, row.indexOf('\t')), row.substring(row.indexOf('\t') + 1)));
        return shown;
    }

    private static String says(PhotoJudge judge, Path file, String name) throws IOException {
        try {
            return String.format(Locale.ROOT, "%.4f", judge.says(judge.prepare(name, Files.readAllBytes(file))));
        } catch (PhotoException e) {
            return e.getMessage();
        }
    }

    private static boolean agree(String expected, String actual) {
        if (!actual.matches("[01]\\.\\d+") || !expected.matches("[01]\\.\\d+")) {
            // An AVIF that is cut off is damaged for the page.
            return expected.equals(actual)
                    || (expected.contains(" is an AVIF")
                            && actual.endsWith(" is damaged: its picture cannot be decoded"));
        }
        return Math.abs(Double.parseDouble(expected) - Double.parseDouble(actual)) <= TOLERANCE;
    }
}
