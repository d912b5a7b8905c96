package org.layerlab.backend.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A browser that keeps nothing of what was before, and what a person does in it. */
final class Browser implements AutoCloseable {
    /** How long a test waits before it fails: several run at once, on machines that do other things, too. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BrowserProcess process;
    final ChromeDriver driver;
    private final boolean shared;
    private final Set<String> origins = new HashSet<>();

    private Browser(BrowserProcess process, boolean shared) {
        this.process = process;
        this.driver = process.driver();
        this.shared = shared;
        if (process.screen() == Screen.DESKTOP) {
            resize(process.screen());
        }
    }

    /** A browser without stored data, perhaps used by another test before; fails, saying what was tried, if none starts. */
    static Browser start(Screen screen) {
        return new Browser(BrowserPool.take(screen), true);
    }

    /** A browser that nobody has used: for tests of what a first visit loads and of what is kept on disk. */
    static Browser startFresh(Screen screen) {
        return new Browser(BrowserProcess.start(screen), false);
    }

    /**
     * One with a GPU that is emulated in software; Chromium gives it by the first argument alone. By the second one, memory
     * that a group shares is not cleared: no operation may count on that, and clearing it takes half of a test's time.
     */
    static Browser startWithGpu() {
        List<String> arguments = List.of("--enable-unsafe-webgpu", "--enable-dawn-features=disable_workgroup_init");
        return new Browser(BrowserProcess.start(Screen.DESKTOP, arguments), false);
    }

    /** Makes the page itself that large: the window has a frame around it. */
    private void fit(Screen screen) {
        Dimension window = driver.manage().window().getSize();
        Number width = (Number) Objects.requireNonNull(script("return window.innerWidth;"));
        Number height = (Number) Objects.requireNonNull(script("return window.innerHeight;"));
        driver.manage()
                .window()
                .setSize(new Dimension(
                        window.getWidth() + screen.width - width.intValue(),
                        window.getHeight() + screen.height - height.intValue()));
    }

    // ---- what a person does ----

    /** Loads an address, even where it differs from the present one in nothing but the fragment. */
    void open(String address) {
        driver.get("about:blank");
        follow(address);
    }

    /** Goes to an address as a link does: the page stays where only the fragment differs. */
    void follow(String address) {
        if (address.startsWith("http")) {
            int path = address.indexOf('/', "https://".length());
            origins.add(path < 0 ? address : address.substring(0, path));
        }
        driver.get(address);
    }

    /** From the next page on, pages may keep nothing. */
    void forbidStorage() {
        command(
                "Page.addScriptToEvaluateOnNewDocument",
                Map.of(
                        "source",
                        "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name,"
                                + " {get() { throw new DOMException('forbidden', 'SecurityError'); }});"));
    }

    void back() {
        driver.navigate().back();
    }

    String address() {
        return String.valueOf(driver.getCurrentUrl());
    }

    String title() {
        return String.valueOf(driver.getTitle());
    }

    /** The element with that {@code data-testid}. */
    WebElement element(String testId) {
        return driver.findElement(By.cssSelector("[data-testid='" + testId + "']"));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Clicks as soon as it can be clicked. */
    void click(String testId) {
        await(
                testId + " can be clicked",
                () -> Boolean.TRUE.equals(
                        ask(testId, "e.checkVisibility({visibilityProperty: true}) && !e.matches(':disabled')")));
        try {
            element(testId).click();
        } catch (ElementClickInterceptedException e) {
            // Something lies over it: scroll it into the middle, as a person would.
            script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'});", element(testId));
            element(testId).click();
        }
    }

    /** Replaces what stands in a field, and leaves the field. */
    void type(String testId, String text) {
        WebElement field = element(testId);
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), text.isEmpty() ? Keys.DELETE : text);
        field.sendKeys(Keys.TAB);
    }

    /** Moves the pointer halfway between the middles of two elements. */
    void pointBetween(WebElement one, WebElement other) {
        script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'});", other);
        List<?> place = (List<?>) Objects.requireNonNull(script(
                "const middle = e => { const r = e.getBoundingClientRect();"
                        + "  return [r.x + r.width / 2, r.y + r.height / 2]; };"
                        + "const [a, b] = [middle(arguments[0]), middle(arguments[1])];"
                        + "return [Math.round((a[0] + b[0]) / 2), Math.round((a[1] + b[1]) / 2)];",
                one,
                other));
        new Actions(driver)
                .moveToLocation(((Number) place.get(0)).intValue(), ((Number) place.get(1)).intValue())
                .perform();
    }

    /** Clicks where the pointer is. */
    void clickHere() {
        new Actions(driver).click().perform();
    }

    /** The {@code data-testid} of what has the focus. */
    String focused() {
        return String.valueOf(script("return document.activeElement.dataset.testid || '';"));
    }

    /** Presses keys while no control has the focus. */
    void press(CharSequence... keys) {
        script("document.activeElement.blur();");
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Presses keys where the focus is. */
    void keys(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Takes the network away, or gives it back. */
    void online(boolean on) {
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", !on, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** Tells the browser something that no person can, in the words of the Chrome DevTools Protocol. */
    Map<String, Object> command(String name, Map<String, Object> parameters) {
        return driver.executeCdpCommand(name, parameters);
    }

    /** Gives a file to a file input. */
    void choose(String testId, Path file) {
        element(testId).sendKeys(file.toAbsolutePath().toString());
    }

    /** Gives files to a file input that takes several. */
    void choose(String testId, List<Path> files) {
        element(testId)
                .sendKeys(files.stream()
                        .map(file -> file.toAbsolutePath().toString())
                        .collect(Collectors.joining("\n")));
    }

    /** Chooses what a list offers under that text. */
    void choose(String testId, String text) {
        new Select(element(testId)).selectByVisibleText(text);
    }

    /** Moves a slider to a value, as a hand does. */
    void scrub(String testId, int value) {
        script(
                "arguments[0].value = arguments[1];"
                        + "arguments[0].dispatchEvent(new Event('input', {bubbles: true}));"
                        + "arguments[0].dispatchEvent(new Event('change', {bubbles: true}));",
                element(testId),
                value);
    }

    /** Makes the window about as wide as such a screen. */
    void resize(Screen screen) {
        driver.manage().window().setSize(new Dimension(screen.width, screen.height));
        if (screen == Screen.DESKTOP) {
            fit(screen);
        }
    }

    /** Does something in a tab of its own, and comes back. */
    void inAnotherTab(Runnable work) {
        String here = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        try {
            work.run();
        } finally {
            driver.close();
            driver.switchTo().window(here);
        }
    }

    // ---- what a person sees ----

    /** All the text in the element, whether or not it is scrolled into view. */
    String text(String testId) {
        return String.valueOf(ask(testId, "e.textContent.trim()"));
    }

    /**
     * What an expression says of {@code e}, the element with that {@code data-testid}: one question, where a driver's
     * own methods ask two, which counts while a page is asked again and again.
     */
    private @Nullable Object ask(String testId, String expression) {
        String find = "const e = document.querySelector('[data-testid=\"" + testId + "\"]');";
        if (script(find + "return e && [" + expression + "];") instanceof List<?> answer) {
            return answer.get(0);
        }
        throw new NoSuchElementException("nothing on the page is " + testId);
    }

    /** All the text in an element, whether or not it is scrolled into view. */
    String textOf(WebElement element) {
        return String.valueOf(element.getDomProperty("textContent")).trim();
    }

    String value(String testId) {
        return String.valueOf(ask(testId, "e.value"));
    }

    /** The number in {@code data-value}. */
    double number(String testId) {
        return Double.parseDouble(attribute(testId, "data-value"));
    }

    /** An attribute, empty where there is none. */
    String attribute(String testId, String name) {
        return String.valueOf(ask(testId, "e.getAttribute('" + name + "') ?? ''"));
    }

    boolean isShown(String testId) {
        return element(testId).isDisplayed();
    }

    /** The page's message, empty where there is none. */
    String message() {
        return isShown("message") ? text("message") : "";
    }

    String state() {
        return String.valueOf(script("return document.documentElement.dataset.state;"));
    }

    String engine() {
        return String.valueOf(script("return document.documentElement.dataset.engine;"));
    }

    void awaitState(String state) {
        await("the page is " + state, () -> state().equals(state));
    }

    void await(String what, Supplier<Boolean> condition) {
        await(what, PATIENCE, condition);
    }

    void await(String what, Duration patience, Supplier<Boolean> condition) {
        new WebDriverWait(driver, patience, Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> "it never came that " + what + "; state " + state() + ", message '" + message()
                        + "', console " + errors(any -> true))
                .until(any -> condition.get());
    }

    @Nullable
    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What an asynchronous script gives to {@code done(number)} at its end. */
    double asyncNumber(String script) {
        if (async(script) instanceof Number number) {
            return number.doubleValue();
        }
        throw new AssertionError("it gives no number: " + script);
    }

    /** What an asynchronous script gives to {@code done(text)} at its end. */
    String asyncText(String script) {
        return String.valueOf(async(script));
    }

    private @Nullable Object async(String script) {
        return driver.executeAsyncScript("const done = arguments[arguments.length - 1];" + script);
    }

    /** The pixels of a canvas: rows from the top, red, green, blue and alpha of each. */
    byte[] pixels(String testId) {
        Object text = script(
                "const canvas = arguments[0];"
                        + "const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;"
                        + "let text = '';"
                        + "for (let i = 0; i < data.length; i += 8192) {"
                        + "  text += String.fromCharCode.apply(null, data.subarray(i, i + 8192)); }"
                        + "return btoa(text);",
                element(testId));
        return Base64.getDecoder().decode(String.valueOf(text));
    }

    /** Whether people who asked for a dark screen look at the page, or others. */
    void prefersDark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** A picture of the whole page as PNG. */
    void screenshot(Path file) {
        Object picture = driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                .get("data");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, Base64.getDecoder().decode(String.valueOf(picture)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The errors in the console since the last call, but for those that are expected. */
    List<String> errors(Predicate<String> counts) {
        List<String> errors = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            String message = String.valueOf(entry.getMessage());
            if (entry.getLevel().intValue() >= Level.SEVERE.intValue() && counts.test(message)) {
                errors.add(message);
            }
        }
        return errors;
    }

    @Override
    public void close() {
        if (shared) {
            BrowserPool.giveBack(process, origins);
        } else {
            process.close();
        }
    }
}
