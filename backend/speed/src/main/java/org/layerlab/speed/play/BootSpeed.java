package org.layerlab.speed.play;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Measures how long a page that was opened before takes until it is ready, its worker included. */
final class BootSpeed {
    private static final int VISITS = 9;

    /** The service worker starts two seconds after the first visit's page; from then on it serves the assets. */
    private static final Duration UNTIL_KEPT = Duration.ofSeconds(4);

    private static final List<String> PAGES = List.of("/", "/photos", "/m/cats-and-dogs");
    private static final List<String> ENGINES = List.of("wasm", "js");

    private final ChromeDriver driver;
    private final String address;

    BootSpeed(ChromeDriver driver, String address) {
        this.driver = driver;
        this.address = address;
    }

    void measure() throws InterruptedException {
        System.out.printf("| page, opened again | WebAssembly | JavaScript |%n|---|---|---|%n");
        for (String page : PAGES) {
            System.out.printf("| %s ", page);
            for (String engine : ENGINES) {
                visit(page, engine);
                Thread.sleep(UNTIL_KEPT.toMillis());
                double[] milliseconds = new double[VISITS];
                for (int i = 0; i < VISITS; i++) {
                    milliseconds[i] = visit(page, engine);
                }
                Arrays.sort(milliseconds);
                System.out.printf(Locale.ROOT, "| %.0f ms ", milliseconds[VISITS / 2]);
            }
            System.out.printf("|%n");
        }
        System.out.println();
    }

    private double visit(String page, String engine) {
        driver.get("about:blank");
        driver.get(address + page + "#engine=" + engine);
        return new WebDriverWait(driver, Duration.ofSeconds(30), Duration.ofMillis(20)).until(any -> {
            double ready = ((Number) Objects.requireNonNull(driver.executeScript("return watched.readyAfter();")))
                    .doubleValue();
            return ready > 0 ? ready : null;
        });
    }
}
