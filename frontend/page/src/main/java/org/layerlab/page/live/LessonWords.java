package org.layerlab.page.live;

import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** The choices of a lesson in the reader's language, from its page: the board counts them by number. */
final class LessonWords {
    @JSFunctor
    private interface Choices extends JSObject {
        void got(String[] predictions, String[] checks);
    }

    private String lesson = "";
    private List<String> predictions = List.of();
    private List<String> checks = List.of();

    LessonWords() {}

    /** Loads those of a lesson, unless they are here; tells when. */
    void load(String id, Runnable loaded) {
        if (!lesson.equals(id)) {
            lesson = id;
            predictions = List.of();
            checks = List.of();
            fetch("/learn/" + id, (ofPrediction, ofCheck) -> {
                if (lesson.equals(id)) {
                    predictions = new ArrayList<>(List.of(ofPrediction));
                    checks = new ArrayList<>(List.of(ofCheck));
                    loaded.run();
                }
            });
        }
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

    // The browser parses it into a document that is never shown and runs nothing.
    @JSBody(
            params = {"url", "choices"},
            script = "var ask = new XMLHttpRequest(); ask.open('GET', url); ask.responseType = 'document';"
                    + "ask.onload = function() { if (!ask.response) { return; }"
                    + "  var words = function(name) {"
                    + "    var within = '[data-language=' + document.documentElement.lang + '] [name=' + name + '] + span';"
                    + "    return Array.from(ask.response.querySelectorAll(within), function(one) {"
                    + "      return one.textContent; }); };"
                    + "  choices(words('prediction'), words('check')); };"
                    + "ask.send();")
    private static native void fetch(String url, Choices choices);
}
