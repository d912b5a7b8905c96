package org.layerlab.page.live;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.page.browser.Dom;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.html.HTMLElement;

/** A lesson's title and choices in the reader's language, from its page: the board counts the choices by number. */
final class LessonWords {
    @JSFunctor
    private interface Words extends JSObject {
        void got(String title, String[] predictions, String[] checks);
    }

    @JSFunctor
    private interface Told extends JSObject {
        void told();
    }

    private String lesson = "";
    private String title = "";
    private List<String> predictions = List.of();
    private List<String> checks = List.of();

    LessonWords() {}

    /** Loads those of a lesson, unless they are here; tells when. */
    void load(String id, Runnable loaded) {
        if (!lesson.equals(id)) {
            lesson = id;
            title = "";
            predictions = List.of();
            checks = List.of();
            fetch(
                    "/learn/" + id,
                    (name, ofPrediction, ofCheck) -> {
                        if (lesson.equals(id)) {
                            title = name;
                            predictions = new ArrayList<>(List.of(ofPrediction));
                            checks = new ArrayList<>(List.of(ofCheck));
                            loaded.run();
                        }
                    },
                    () -> {},
                    () -> forget(id));
        }
    }

    /** The next message of the class loads them again. */
    private void forget(String id) {
        if (lesson.equals(id)) {
            lesson = "";
        }
    }

    /**
     * Looks whether there is such a lesson: in the course, or else at its address.
     *
     * @param missing runs where there is none
     * @param unreachable runs where the server does not say
     */
    static void find(String id, Runnable found, Runnable missing, Runnable unreachable) {
        if (!ofCourse(id).isEmpty()) {
            found.run();
        } else if (id.startsWith(Activity.OWN)) {
            fetch("/learn/" + id, (name, ofPrediction, ofCheck) -> found.run(), missing::run, unreachable::run);
        } else {
            missing.run();
        }
    }

    /** A lesson's title; empty until it is here. */
    String title(String id) {
        String known = ofCourse(id);
        return known.isEmpty() && id.equals(lesson) ? title : known;
    }

    /** From the board's list of the course; empty where it has no such lesson. */
    private static String ofCourse(String id) {
        for (HTMLElement one : Dom.all("[data-lesson]")) {
            if (one.getAttribute("data-lesson").equals(id)) {
                return inLanguage(one);
            }
        }
        return "";
    }

    /** A prediction in words; its number until they are here. */
    String prediction(int choice) {
        return word(predictions, choice);
    }

    /** An answer to the lesson's question in words. */
    String check(int choice) {
        return word(checks, choice);
    }

    private static String word(List<String> words, int choice) {
        return choice <= words.size() ? words.get(choice - 1) : String.valueOf(choice);
    }

    /** What stands there in the page's language, even in details that are closed. */
    @JSBody(
            params = "element",
            script =
                    "return (element.querySelector('[data-language=' + document.documentElement.lang + ']') || element)"
                            + ".textContent.trim();")
    private static native String inLanguage(HTMLElement element);

    // The browser parses it into a document that is never shown and runs nothing.
    @JSBody(
            params = {"url", "words", "missing", "unreachable"},
            script = "var ask = new XMLHttpRequest(); ask.open('GET', url); ask.responseType = 'document';"
                    + "ask.onload = function() {"
                    + "  if (ask.status === 404 || ask.status === 414) { missing(); return; }"
                    // A network's page that asks people to sign in is no lesson.
                    + "  if (ask.status !== 200 || !ask.response || !ask.response.querySelector('#lesson-name')) {"
                    + "    unreachable(); return; }"
                    + "  var all = function(within) { return Array.from(ask.response.querySelectorAll(within),"
                    + "    function(one) { return one.textContent; }); };"
                    // A lesson of one language has nothing to choose from.
                    + "  var language = ask.response.querySelector('[data-language]')"
                    + "    ? '[data-language=' + document.documentElement.lang + ']' : '[data-only]';"
                    + "  var choices = function(name) { return all(language + ' [name=' + name + '] + span'); };"
                    + "  words(all('#lesson-name ' + language).join(''), choices('prediction'), choices('check')); };"
                    + "ask.onerror = unreachable; ask.send();")
    private static native void fetch(String url, Words words, Told missing, Told unreachable);
}
