package org.layerlab.backend.browser;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Chromium as one of several browsers. */
final class ThisChromium implements AnyBrowser {
    private final Browser browser = Browser.start(Screen.DESKTOP);

    @Override
    public void open(String address) {
        browser.open(address);
    }

    @Override
    public String script(String body) {
        return String.valueOf(browser.script(body));
    }

    @Override
    public void choose(String css, List<Path> files) {
        browser.all(css).get(0).sendKeys(files.stream().map(Path::toString).collect(Collectors.joining("\n")));
    }

    @Override
    public void resize(Screen screen) {
        browser.resize(screen);
    }

    @Override
    public List<String> errors() {
        return browser.errors(any -> true);
    }

    @Override
    public void close() {
        browser.close();
    }
}
