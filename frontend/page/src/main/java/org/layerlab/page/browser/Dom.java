package org.layerlab.page.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.EventTarget;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import org.teavm.jso.dom.html.HTMLSelectElement;
import org.teavm.jso.dom.xml.NodeList;

/** The page's elements by their ids. An id that the page lacks is a mistake of ours and said at once. */
public final class Dom {
    private Dom() {}

    /** The element of that id. */
    public static HTMLElement byId(String id) {
        HTMLElement element = find(id);
        if (element == null) {
            throw new IllegalStateException("the page has no element #" + id);
        }
        return element;
    }

    /** The element of that id, without what was in it. */
    public static HTMLElement emptied(String id) {
        HTMLElement element = byId(id);
        element.clear();
        return element;
    }

    /** The element of that id, or null. */
    public static @Nullable HTMLElement find(String id) {
        return HTMLDocument.current().getElementById(id);
    }

    /** The input of that id. */
    public static HTMLInputElement input(String id) {
        return (HTMLInputElement) byId(id);
    }

    /** The select of that id. */
    public static HTMLSelectElement select(String id) {
        return (HTMLSelectElement) byId(id);
    }

    /** The canvas of that id. */
    public static HTMLCanvasElement canvas(String id) {
        return (HTMLCanvasElement) byId(id);
    }

    /** A new element. */
    public static HTMLElement create(String tag) {
        return HTMLDocument.current().createElement(tag);
    }

    /** A new canvas that is not on the page. */
    public static HTMLCanvasElement createCanvas(int width, int height) {
        HTMLCanvasElement canvas = (HTMLCanvasElement) create("canvas");
        canvas.setWidth(width);
        canvas.setHeight(height);
        return canvas;
    }

    /** All elements that match a selector. */
    public static List<HTMLElement> all(String selector) {
        return list(HTMLDocument.current().querySelectorAll(selector));
    }

    /** All elements within another that match a selector. */
    public static List<HTMLElement> all(HTMLElement within, String selector) {
        return list(within.querySelectorAll(selector));
    }

    private static List<HTMLElement> list(NodeList<? extends HTMLElement> nodes) {
        List<HTMLElement> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add(nodes.get(i));
        }
        return elements;
    }

    /** Calls the listener on each such event of the element of that id. */
    public static void on(String id, String event, Consumer<Event> listener) {
        on(byId(id), event, listener);
    }

    /**
     * Calls the listener on each such event of an element, the window or the document. Only the one that is made here is
     * known to the browser: each kind of those takes the program some work when it starts, and room.
     */
    public static void on(EventTarget target, String event, Consumer<Event> listener) {
        target.addEventListener(event, listener::accept);
    }

    /**
     * Calls the listener when the page is left, and when it goes out of sight or comes back. When a phone closes a page,
     * going out of sight is often all that the page hears of it.
     */
    public static void onLeaving(Consumer<Event> listener) {
        on(Window.current(), "pagehide", listener);
        on(HTMLDocument.current(), "visibilitychange", listener);
    }

    /** Runs this each time the page is shown again as it was left, by Back or Forward. */
    @JSBody(
            params = "shown",
            script = "addEventListener('pageshow', function(event) { if (event.persisted) { shown(); } });")
    public static native void onShownAgain(Clock.Task shown);

    /** Sets the text of the element of that id, when it is another. */
    public static void text(String id, String text) {
        setText(byId(id), text);
    }

    /** Sets an element's text, when it is another: a text that stays is not read aloud again. */
    @JSBody(
            params = {"element", "text"},
            script = "if (element.textContent !== text) { element.textContent = text; }")
    public static native void setText(HTMLElement element, String text);

    /** Sets the text of the element of that id again: it is read aloud, even if it is the same as before. */
    public static void say(String id, String text) {
        setText(emptied(id), text);
    }

    /** Shows or hides the element of that id. */
    public static void show(String id, boolean shown) {
        byId(id).setHidden(!shown);
    }

    /** Enables or disables the control of that id. */
    public static void enable(String id, boolean enabled) {
        disable(byId(id), !enabled);
    }

    /**
     * Disables or enables a control. A button that the keyboard is on keeps the focus: it only says that it is disabled, and
     * {@code keyboard.js} stops its clicks.
     */
    @JSBody(
            params = {"element", "disabled"},
            script = "var stays = disabled && element.matches('button:focus-visible');"
                    + "element.disabled = disabled && !stays;"
                    + "if (stays) { element.setAttribute('aria-disabled', 'true'); }"
                    + " else { element.removeAttribute('aria-disabled'); }")
    public static native void disable(HTMLElement element, boolean disabled);

    /** Sets a data attribute of the document, such as its state. */
    @JSBody(
            params = {"key", "value"},
            script = "document.documentElement.dataset[key] = value;")
    public static native void documentData(String key, String value);

    /** Sets or removes a data attribute of the document that is there or not. */
    @JSBody(
            params = {"key", "there"},
            script = "if (there) { document.documentElement.dataset[key] = ''; }"
                    + " else { delete document.documentElement.dataset[key]; }")
    public static native void documentFlag(String key, boolean there);

    /** Sets or removes a data attribute of an element. */
    @JSBody(
            params = {"element", "key", "there"},
            script = "element.toggleAttribute('data-' + key, there);")
    public static native void flag(HTMLElement element, String key, boolean there);

    /** The address' fragment, with its '#'. */
    @JSBody(script = "return location.hash;")
    public static native String hash();

    /**
     * Replaces the address' fragment; the page before it stays the one that Back leads to. Browsers refuse more than some
     * hundred of them in ten seconds, with an exception or in silence: then the last is tried again, unless a person has
     * gone elsewhere.
     */
    @JSBody(
            params = "fragment",
            script = "var to = new URL('#' + fragment, location.href), from = location.hash;"
                    + "var put = function() { if (location.hash !== from) { return; }"
                    + "  try { history.replaceState(null, '', to); } catch (refused) { }"
                    + "  if (location.hash !== to.hash) { self.layerLabAddress = setTimeout(put, 1000); } };"
                    + "clearTimeout(self.layerLabAddress); put();")
    public static native void replaceHash(String fragment);

    /** A data attribute of the document. */
    @JSBody(params = "key", script = "return document.documentElement.dataset[key] || '';")
    public static native String documentData(String key);

    /** A custom property of the style sheet, such as a color. */
    @JSBody(
            params = "name",
            script = "return getComputedStyle(document.documentElement).getPropertyValue(name).trim();")
    public static native String style(String name);

    /** The size of the page's text, which readers may enlarge: CSS pixels in 1 rem, usually 16. */
    @JSBody(script = "return parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;")
    public static native double rem();

    /** Sets a custom property on an element, by which the style sheet places something. */
    @JSBody(
            params = {"element", "name", "value"},
            script = "element.style.setProperty(name, value);")
    public static native void setStyle(HTMLElement element, String name, String value);

    /** Sets value and maximum of a progress bar. */
    @JSBody(
            params = {"element", "value", "max"},
            script = "element.max = max; element.value = value;")
    public static native void progress(HTMLElement element, double value, double max);

    /** A copy of what is in the template of that id. */
    public static HTMLElement copyOf(String templateId) {
        return copy(byId(templateId));
    }

    /**
     * A copy of what is in the template of that id.
     *
     * @param parts what stands for <code>{0}</code>, <code>{1}</code>, … in its texts and attributes
     */
    public static HTMLElement copyOf(String templateId, String... parts) {
        HTMLElement copied = copy(byId(templateId));
        fill(copied, String.join("\0", parts));
        return copied;
    }

    // In one pass, for a part may hold what looks like the mark of another, as a name may that a person chose.
    @JSBody(
            params = {"element", "parts"},
            script = "var all = parts.split('\\0');"
                    + "var filled = function(text) { return text.replace(/\\{(\\d)\\}/g, function(mark, n) {"
                    + "  return all[n] === undefined ? mark : all[n]; }); };"
                    + "var put = function(node) {"
                    + "  if (node.nodeType === 3) { node.data = filled(node.data); return; }"
                    + "  Array.prototype.forEach.call(node.attributes || [], function(attribute) {"
                    + "    if (attribute.value.includes('{')) { attribute.value = filled(attribute.value); } });"
                    + "  node.childNodes.forEach(put); };"
                    + "put(element);")
    private static native void fill(HTMLElement element, String parts);

    @JSBody(params = "template", script = "return template.content.firstElementChild.cloneNode(true);")
    private static native HTMLElement copy(HTMLElement template);

    /** The element on the way from an event's target up that matches a selector, or null. */
    @JSBody(
            params = {"event", "selector"},
            script = "return event.target.closest(selector);")
    public static native @Nullable HTMLElement closest(Event event, String selector);

    /** Gives the focus to the first element that matches a selector, where there is one. */
    @JSBody(
            params = "selector",
            script = "var element = document.querySelector(selector); if (element) { element.focus(); }")
    public static native void focus(String selector);

    /** The {@code data-testid} of what has the focus, or an empty text. */
    @JSBody(script = "var e = document.activeElement; return e && e.dataset && e.dataset.testid || '';")
    public static native String focused();

    /** Calls the listener whenever the theme changes. */
    public static void onThemeChange(Consumer<Event> listener) {
        on(HTMLDocument.current(), "themechange", listener);
    }

    /** Scrolls an element to the top of the window. */
    @JSBody(params = "element", script = "element.scrollIntoView({block: 'start'});")
    public static native void scrollToTop(HTMLElement element);

    /** Scrolls back to an element that begins above what is seen. */
    @JSBody(params = "element", script = "if (element.getBoundingClientRect().top < 0) { element.scrollIntoView(); }")
    public static native void scrollBackTo(HTMLElement element);

    /** Scrolls no farther than it takes to show an element. */
    @JSBody(params = "element", script = "element.scrollIntoView({block: 'nearest'});")
    public static native void scrollTo(HTMLElement element);
}
