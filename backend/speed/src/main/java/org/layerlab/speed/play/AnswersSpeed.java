package org.layerlab.speed.play;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.layerlab.network.data.PhotoPath;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * Measures how long the built-in convolutional model takes for a verdict and for learning two classes of the user's own,
 * both on one thread.
 */
final class AnswersSpeed {
    private static final int PHOTOS = 100;
    private static final int VERDICTS = 31;

    /** Larger photos: as files of data sets and of phones have them. */
    private static final List<Dimension> LARGER = List.of(new Dimension(500, 375), new Dimension(4000, 3000));

    private static final int LARGER_VERDICTS = 7;

    private final ChromeDriver driver;
    private final String address;

    AnswersSpeed(ChromeDriver driver, String address) {
        this.driver = driver;
        this.address = address;
    }

    /**
     * Gives photos to the page and prints how long it took.
     *
     * @param zip photos whose names or folders give their labels
     * @param folder where some of them are unpacked
     */
    void measure(Path zip, Path folder) throws IOException {
        List<Path> cats = unpack(zip, 0, Files.createDirectory(folder.resolve("cat")));
        List<Path> dogs = unpack(zip, 1, Files.createDirectory(folder.resolve("dog")));
        driver.get("about:blank");
        driver.get(address + "/photos#threads=1");
        await("the page is ready", "return document.documentElement.dataset.state === 'ready';");
        System.out.printf("%n| answers of the convolutional model, 1 thread | milliseconds |%n|---|---|%n");
        verdicts(cats);
        for (Dimension size : LARGER) {
            largerVerdicts(size, cats, folder);
        }
        driver.get(address + "/photos/classes#threads=1");
        await("the page is ready", "return document.documentElement.dataset.state === 'ready';");
        classes(cats, dogs);
    }

    private void verdicts(List<Path> photos) {
        WebElement input = driver.findElement(By.id("photo-input"));
        driver.executeScript("watched.timeVerdicts();");
        for (int i = 0; i < VERDICTS; i++) {
            input.sendKeys(photos.get(i).toString());
            await("verdict and explanation " + i, "return watched.explained.length > " + i + ";");
        }
        row("one photo through the network", median("return watched.computed;"));
        row("from choosing a photo to its verdict", median("return watched.verdicts;"));
        row("from choosing a photo to its explanation", median("return watched.explained;"));
    }

    private void largerVerdicts(Dimension size, List<Path> photos, Path folder) throws IOException {
        WebElement input = driver.findElement(By.id("photo-input"));
        long before =
                ((Number) Objects.requireNonNull(driver.executeScript("return watched.explained.length;"))).longValue();
        for (int i = 0; i < LARGER_VERDICTS; i++) {
            input.sendKeys(enlarged(photos.get(i), size, folder.resolve(size.width + "-" + i + ".jpg"))
                    .toString());
            await("verdict and explanation", "return watched.explained.length > " + (before + i) + ";");
        }
        row(
                "from choosing a photo of " + size.width + "×" + size.height + " to its verdict",
                median("return watched.verdicts.slice(-" + LARGER_VERDICTS + ");"));
    }

    private static Path enlarged(Path photo, Dimension size, Path file) throws IOException {
        BufferedImage small = ImageIO.read(photo.toFile());
        BufferedImage large = new BufferedImage(size.width, size.height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = large.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(small, 0, 0, size.width, size.height, null);
        graphics.dispose();
        ImageIO.write(large, "jpg", file.toFile());
        return file;
    }

    private void classes(List<Path> cats, List<Path> dogs) {
        List<WebElement> columns = driver.findElements(By.className("class-files"));
        long start = System.nanoTime();
        columns.get(0).sendKeys(lines(cats));
        columns.get(1).sendKeys(lines(dogs));
        int both = cats.size() + dogs.size();
        await(
                "all are taken",
                "return document.getElementById('class-status').textContent.startsWith('" + both + " photos');");
        driver.findElement(By.id("class-train")).click();
        await(
                "they are learned",
                "return document.getElementById('class-status').textContent.startsWith('Trained on');");
        row(
                "own classes, from choosing " + cats.size() + " and " + dogs.size() + " photos until they are learned",
                (System.nanoTime() - start) / 1e6);
    }

    private static void row(String what, double milliseconds) {
        System.out.printf(Locale.ROOT, "| %s | %,.1f |%n", what, milliseconds);
    }

    private double median(String script) {
        List<?> values = (List<?>) Objects.requireNonNull(driver.executeScript(script));
        double[] sorted = values.stream()
                .mapToDouble(value -> ((Number) value).doubleValue())
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    private static String lines(List<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining("\n"));
    }

    private static List<Path> unpack(Path zip, int label, Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (ZipFile open = new ZipFile(zip.toFile())) {
            List<? extends ZipEntry> entries = open.stream()
                    .filter(entry -> !entry.isDirectory() && PhotoPath.label(entry.getName()) == label)
                    .limit(PHOTOS)
                    .toList();
            for (ZipEntry entry : entries) {
                String name = entry.getName();
                Path file = folder.resolve(files.size() + name.substring(name.lastIndexOf('.')));
                try (InputStream in = open.getInputStream(entry)) {
                    Files.copy(in, file);
                }
                files.add(file.toAbsolutePath());
            }
        }
        return files;
    }

    private void await(String what, String script) {
        new WebDriverWait(driver, Duration.ofMinutes(2), Duration.ofMillis(20))
                .withMessage(what)
                .until(any -> Boolean.TRUE.equals(driver.executeScript(script)));
    }
}
