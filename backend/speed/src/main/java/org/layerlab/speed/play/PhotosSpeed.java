package org.layerlab.speed.play;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Measures whether the page that trains on photos stutters while it reads, prepares and trains on the user's own photos. */
final class PhotosSpeed {
    private static final String EPOCHS = "10";

    private final ChromeDriver driver;
    private final String address;

    PhotosSpeed(ChromeDriver driver, String address) {
        this.driver = driver;
        this.address = address;
    }

    /** Gives the zip to the page, trains on all photos with the best recipe, and prints a table. */
    void measure(Path zip) {
        driver.get(address + "/photos/train");
        await("the page is ready", () -> "ready".equals(state()));
        System.out.printf(
                "%n| own photos, zip of %,d MB | seconds | long tasks (longest) | longest between two frames |%n"
                        + "|---|---|---|---|%n",
                zip.toFile().length() >> 20);
        phase("reading and preparing them", () -> {
            driver.findElement(By.id("own-zip")).sendKeys(zip.toAbsolutePath().toString());
            await(
                    "the photos are ready",
                    () -> "own"
                            .equals(driver.findElement(By.id("train-dataset")).getDomProperty("value")));
        });
        phase(EPOCHS + " epochs of the best recipe, then what it learned", () -> {
            driver.executeScript(
                    "const epochs = document.getElementById('train-epochs'); epochs.value = arguments[0];"
                            + "epochs.dispatchEvent(new Event('input', {bubbles: true}));",
                    EPOCHS);
            driver.findElement(By.id("train")).click();
            await(
                    "it ends",
                    () -> "Train again"
                            .equals(driver.findElement(By.id("train")).getText()));
        });
    }

    private void phase(String what, Runnable work) {
        driver.executeScript("watched.begin();");
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        List<?> seen = (List<?>) Objects.requireNonNull(driver.executeScript("return watched.felt();"));
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.0f (%.0f ms) | %.0f ms |%n",
                what,
                seconds,
                number(seen.get(0)),
                number(seen.get(1)),
                number(seen.get(2)));
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private String state() {
        return String.valueOf(driver.executeScript("return document.documentElement.dataset.state;"));
    }

    private void await(String what, BooleanSupplier come) {
        new WebDriverWait(driver, Duration.ofMinutes(10)).withMessage(what).until(any -> come.getAsBoolean());
    }
}
