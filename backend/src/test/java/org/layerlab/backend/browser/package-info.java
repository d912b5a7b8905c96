/**
 * What a person does, done by Selenium: the real server, the compiled page, a browser. {@link
 * org.layerlab.backend.browser.LiveServer} and {@link org.layerlab.backend.browser.Browser} are the two ends, the classes
 * named after pages know what is on them, and those named {@code *IT} are the tests; {@code mvn verify} runs them. Start
 * with {@link org.layerlab.backend.browser.InBrowser}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.browser;
