package org.layerlab.speed.play;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Measures the playground in use, and prints two tables. */
final class PlaygroundSpeed {
    private static final int MILLISECONDS = 10_000;
    private static final int CLICKS = 20;
    private static final String FULL_SPEED = "0";

    private record Training(String what, String fragment) {}

    private static final List<Training> TRAININGS = List.of(
            new Training(
                    "six hidden layers of 8, spiral",
                    "dataset=spiral&networkShape=8,8,8,8,8,8&initialization=he&learningRate=0.03&iterations=10000000"),
            new Training("[2, 128, 4, 1], circle", "networkShape=128,4&iterations=10000000"));

    private static final List<String> DATA_SETS = List.of("circle", "moons", "blobs", "xor", "spiral");

    private final ChromeDriver driver;
    private final String address;

    PlaygroundSpeed(ChromeDriver driver, String address) {
        this.driver = driver;
        this.address = address;
    }

    /** The playground's large network in float64, whose printed costs are NumPy's. */
    private static final String LONG_RUN = "networkShape=128,4&learningRate=0.2&iterations=15000&precision=float64";

    private static final int RUNS = 3;

    void measure() {
        System.out.printf(
                Locale.ROOT,
                "| during training | epochs/s | frames/s | long tasks (longest) in %d s |"
                        + " click answered: median, worst of %d |%n|---|---|---|---|---|%n",
                MILLISECONDS / 1000,
                CLICKS);
        TRAININGS.forEach(this::training);
        System.out.printf("%n| data set, with its own settings | learned after |%n|---|---|%n");
        DATA_SETS.forEach(this::learned);
        longRun();
    }

    /** At full speed, with the boundary and the chart live. */
    private void longRun() {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            open(LONG_RUN);
            atFullSpeed();
            long start = System.nanoTime();
            driver.findElement(By.id("play")).click();
            new WebDriverWait(driver, Duration.ofMinutes(2), Duration.ofMillis(10))
                    .until(
                            any -> Boolean.TRUE.equals(
                                    driver.executeScript(
                                            "return document.documentElement.dataset.state === 'ready'"
                                                    + " && document.getElementById('iteration').textContent.replace(/\\D/g, '') === '15000';")));
            seconds.add((System.nanoTime() - start) / 1e9);
        }
        Collections.sort(seconds);
        System.out.printf(
                Locale.ROOT,
                "%n15,000 iterations of [2, 128, 4, 1] in float64, from Play to the end: %.2f s (median of %d)%n",
                seconds.get(RUNS / 2),
                RUNS);
    }

    private void open(String fragment) {
        driver.get("about:blank");
        driver.get(address + "/#" + fragment);
        new WebDriverWait(driver, Duration.ofSeconds(30))
                .until(any -> "ready".equals(driver.executeScript("return document.documentElement.dataset.state;")));
        if (driver.findElement(By.id("tour")).isDisplayed()) {
            driver.findElement(By.id("tour-close")).click();
        }
    }

    private void training(Training training) {
        open(training.fragment());
        atFullSpeed();
        driver.findElement(By.id("play")).click();
        List<Double> seen =
                numbers(driver.executeAsyncScript("watched.whileItTrains(arguments[0], arguments[1]);", MILLISECONDS));
        if (seen.get(4) != 1) {
            throw new IllegalStateException(training.what() + " stopped training early");
        }
        driver.executeScript("watched.answers.length = 0;");
        for (int i = 0; i < CLICKS / 2; i++) {
            for (String button : List.of("pause", "play")) {
                driver.findElement(By.id(button)).click();
                pause(150);
            }
        }
        List<Double> answers = numbers(driver.executeScript("return watched.answers;"));
        Collections.sort(answers);
        System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f | %.1f | %.0f (%.0f ms) | %.0f ms, %.0f ms |%n",
                training.what(),
                seen.get(0),
                seen.get(1),
                seen.get(2),
                seen.get(3),
                answers.get(answers.size() / 2),
                answers.get(answers.size() - 1));
    }

    private void atFullSpeed() {
        driver.executeScript(
                "const pace = document.getElementById('pace'); pace.value = arguments[0];"
                        + "pace.dispatchEvent(new Event('change', {bubbles: true}));",
                FULL_SPEED);
    }

    private void learned(String dataset) {
        open("dataset=" + dataset);
        double seconds = ((Number)
                        Objects.requireNonNull(driver.executeAsyncScript("watched.untilLearned(arguments[0]);")))
                .doubleValue();
        new WebDriverWait(driver, Duration.ofMinutes(1))
                .until(any -> "ready".equals(driver.executeScript("return document.documentElement.dataset.state;")));
        String right = Objects.requireNonNull(
                driver.findElement(By.id("train-accuracy")).getDomProperty("textContent"));
        System.out.printf(
                Locale.ROOT,
                "| %s | %s |%n",
                dataset,
                seconds < 0 ? "not: " + right + " %" : String.format(Locale.ROOT, "%.2f s, %s %%", seconds, right));
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static List<Double> numbers(@Nullable Object result) {
        return new ArrayList<>(((List<?>) Objects.requireNonNull(result))
                .stream().map(number -> ((Number) number).doubleValue()).toList());
    }
}
