package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A page looks the same with its own style sheet as with all rules. */
class PageStylesIT extends InBrowser {
    /** The computed style of every element, what is hidden or a dialog too. */
    private static final String LOOK = """
            const look = () => [...document.querySelectorAll('*')].map(element => {
              const style = getComputedStyle(element);
              return element.localName + '#' + element.id + '.' + element.getAttribute('class') + ' '
                  + [...style].map(name => name + ': ' + style.getPropertyValue(name)).join('; ');
            });
            """;

    @ParameterizedTest
    @FieldSource("PAGES")
    void everyElementLooksTheSameWithAllRules(String path) {
        settle(browser, path);
        browser.script("document.querySelectorAll('[hidden]').forEach(element => { element.hidden = false; });"
                // Without a layout, and in a font that needs no loading, sizes are as the rules say, not as fonts and
                // photos make them that come meanwhile.
                + "const still = new CSSStyleSheet();"
                + "still.replaceSync('* { transition: none !important; animation: none !important;"
                + " font-family: monospace !important }"
                + " html { display: none !important }');"
                + "document.adoptedStyleSheets.push(still);"
                + "const link = document.querySelector('link[href*=\"/style-\"]');"
                + "window.own = link.sheet.cssRules.length;"
                + "window.whole = document.createElement('link');"
                + "whole.rel = 'stylesheet'; whole.href = link.href.replace(/style-\\w+/, 'style');"
                + "whole.onload = () => { window.loaded = true; whole.sheet.disabled = true; }; link.after(whole);");
        browser.await(
                "all rules are here", () -> Boolean.TRUE.equals(browser.script("return window.loaded === true;")));
        String differs = String.valueOf(browser.script(LOOK + """
                const link = document.querySelector('link[href*="/style-"]');
                const before = look();
                whole.sheet.disabled = false;
                link.sheet.disabled = true;
                const after = look();
                const at = after.findIndex((text, i) => text !== before[i]);
                return window.own > 20 ? at < 0 ? '' : before[at] + ' | ' + after[at] : 'no rules';
                """));
        assertEquals("", differs);
        assertTrue(
                path.equals("/no/such/page")
                        || Boolean.TRUE.equals(browser.script("return window.own < whole.sheet.cssRules.length;")),
                "nothing was left out");
    }
}
