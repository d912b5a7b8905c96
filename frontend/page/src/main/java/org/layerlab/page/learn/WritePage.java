package org.layerlab.page.learn;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Download;
import org.layerlab.page.browser.LocalStore;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.browser.UnsavedWork;
import org.layerlab.page.parts.GoalKind;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;

/** Where a teacher writes a lesson. {@link LessonDraft} makes the file, and {@link LessonLink} the link that carries it. */
public final class WritePage {
    private static final String KEPT = "lesson-draft";
    private static final List<String> LANGUAGES = List.of("en", "de", "es");

    private final HTMLElement form = Dom.byId("write-form");
    /** Whether this browser refused to keep the draft: an earlier one may still be there. */
    private boolean isUnkept;

    /** The file whose link is shown, or being made. */
    private String linked = "";

    private final LessonDraft draft = new LessonDraft(name -> value(form, name));

    private WritePage() {}

    /** Shows the earlier draft, with the settings from the link. */
    public static void start() {
        new WritePage().open();
    }

    private void open() {
        for (String language : LANGUAGES) {
            HTMLElement words = Dom.copyOf("words-template", language);
            for (String question : List.of("prediction", "check")) {
                HTMLElement choices = words.querySelector("[data-choices=" + question + "]");
                for (int i = 1; i <= LessonDraft.MOST_CHOICES; i++) {
                    choices.appendChild(Dom.copyOf("choice-template", language, question, String.valueOf(i)));
                }
            }
            Dom.byId("words").appendChild(words);
        }
        String kept = LocalStore.get(KEPT);
        if (kept != null) {
            fill(form, kept);
        } else {
            Dom.select("write-language").setValue(Texts.language());
        }
        take(Dom.hash());
        Dom.on(form, "input", event -> write());
        Dom.on("write-language", "change", event -> write());
        Dom.on("write-widget", "change", event -> {
            String settings = value(form, "widget").trim();
            put(form, "widget", "");
            take("#" + settings);
            write();
        });
        Dom.on(
                "write-download",
                "click",
                event -> Download.text(draft.fileName(language()), "text/markdown", draft.file(language(), isWhole())));
        Dom.on("preview-form", "submit", event -> preview());
        Dom.on("write-again", "click", event -> {
            LocalStore.remove(KEPT);
            Window.current().getLocation().reload();
        });
        // What another tab wrote, or this one on a later page before its reader went back, is the newer draft.
        Dom.on(Window.current(), "storage", event -> takeNewer());
        Dom.onShownAgain(this::takeNewer);
        write();
        dropTaken();
        String begun = text(form);
        UnsavedWork.askBefore(() -> isUnkept && !text(form).equals(begun));
    }

    /** It is not written again: tabs of two versions would never settle. What could not be kept is newer than what is. */
    private void takeNewer() {
        String other = isUnkept ? null : LocalStore.get(KEPT);
        if (other != null && !other.equals(text(form))) {
            fill(form, other);
            show();
        }
    }

    /** Takes the settings from a playground link, and its title and task if those fields are still empty. */
    private void take(String hash) {
        if (hash.length() < 2) {
            return;
        }
        List<String> settings = new ArrayList<>();
        for (String pair : Text.split(hash.substring(1), '&')) {
            String key = key(pair);
            String value = pair.substring(Math.min(pair.length(), key.length() + 1));
            if (key.equals("lesson")) {
                fillIn(language() + ".title", decoded(value));
            } else if (key.equals("lessonText")) {
                fillIn(language() + ".try", decoded(value));
            } else if (!isOfPage(pair) && !key.isEmpty()) {
                settings.add(pair);
            }
        }
        if (!settings.isEmpty()) {
            put(form, "widget", String.join("&", settings));
        }
    }

    private static String key(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0 ? pair : pair.substring(0, equals);
    }

    /** Whether this is about the page, and not about the lesson. */
    private static boolean isOfPage(String pair) {
        return key(pair).equals("lang") || key(pair).equals("engine");
    }

    /** Takes the settings out of the address, or a reload would take them again, over what was written since. */
    private static void dropTaken() {
        List<String> rest = new ArrayList<>();
        for (String pair : Text.split(Dom.hash(), '&')) {
            String bare = pair.startsWith("#") ? pair.substring(1) : pair;
            if (isOfPage(bare)) {
                rest.add(bare);
            }
        }
        replaceFragment(String.join("&", rest));
    }

    private void fillIn(String name, String words) {
        if (value(form, name).isEmpty()) {
            put(form, name, words);
        }
    }

    private String language() {
        return Dom.select("write-language").getValue();
    }

    /** Whether the file that is shown has the numbers. */
    private boolean isWhole() {
        return draft.original(language()).equals(language());
    }

    /** Whoever pastes a whole link means what stands behind its #. */
    private void takePasted() {
        String typed = value(form, "widget").trim();
        int hash = typed.indexOf('#');
        if (hash >= 0 && hash < typed.length() - 1) {
            put(form, "widget", "");
            take(typed.substring(hash));
        }
    }

    private void write() {
        takePasted();
        LocalStore.put(KEPT, text(form));
        isUnkept = !text(form).equals(LocalStore.get(KEPT));
        Dom.show("write-unkept", isUnkept);
        show();
    }

    private void show() {
        String language = language();
        for (String one : LANGUAGES) {
            Dom.show("words-" + one, one.equals(language));
        }
        // The buttons of the right choices are one group over all languages.
        for (String question : List.of("predictionRight", "checkRight")) {
            for (HTMLElement button : Dom.all("#words-" + language + " [name=" + question + "]")) {
                HTMLInputElement choice = (HTMLInputElement) button;
                choice.setChecked(choice.getValue().equals(value(form, question)));
            }
        }
        Dom.show("bounds-field", !List.of("", "goal").contains(value(form, "measured")));
        List<String> problems = draft.problems(language);
        List<String> labels = new ArrayList<>();
        for (HTMLElement field : Dom.all(form, "[name]")) {
            boolean wrong = problems.contains(field.getAttribute("name"));
            if (wrong && !labels.contains(label(field))) {
                labels.add(label(field));
            }
        }
        boolean ready = problems.isEmpty();
        Dom.text(
                "write-lacks",
                ready
                        ? Texts.of("The course can read this file.")
                        : Texts.of("Missing or invalid: {0}", String.join(" · ", labels)));
        for (HTMLElement button : Dom.all("[data-whole]")) {
            Dom.disable(button, !ready);
        }
        Dom.input("write-file").setValue(draft.file(language, isWhole()));
        showLessonLink(ready ? draft.ofOne(language) : "");
        Dom.text("write-path", "static/lessons/" + language + "/" + draft.fileName(language));
        Dom.input("write-link").setValue(problems.contains("widget") ? "" : link(language));
        Dom.enable("write-copy", !problems.contains("widget"));
    }

    /**
     * Shows the link that carries the lesson.
     *
     * @param file empty where something is missing
     */
    private void showLessonLink(String file) {
        linked = file;
        if (file.isEmpty()) {
            showLessonLink("", "");
            return;
        }
        LessonLink.pack(file, packed -> {
            // What was typed meanwhile has a link of its own.
            if (file.equals(linked)) {
                boolean fits = packed.length() <= LessonLink.LONGEST;
                showLessonLink(
                        fits ? origin() + "/learn/own/" + packed : "",
                        fits
                                ? ""
                                : Texts.of(
                                        "The lesson is too long for a link: {0} characters, where {1} fit. Shorten its texts, or share the file.",
                                        NumberFormat.grouped(packed.length()),
                                        NumberFormat.grouped(LessonLink.LONGEST)));
            }
        });
    }

    private static void showLessonLink(String link, String problem) {
        Dom.input("lesson-link").setValue(link);
        Dom.enable("lesson-copy", !link.isEmpty());
        Dom.show("lesson-try-line", !link.isEmpty());
        Dom.byId("lesson-try").setAttribute("href", link);
        Dom.text("lesson-long", problem);
    }

    /** A link that shows the task above the playground, for use before the lesson is in the course. */
    private String link(String language) {
        return origin() + "/#" + value(form, "widget") + pair("lesson", value(form, language + ".title"))
                + pair("lessonText", LessonMarkdown.plain(value(form, language + ".try")));
    }

    private static String pair(String key, String words) {
        return words.isEmpty() ? "" : "&" + key + "=" + encoded(words);
    }

    /** The browser sends the form into the frame, which answers with the lesson's page as the course would show it. */
    private void preview() {
        if (Dom.find("preview-frame") == null) {
            Dom.byId("preview").appendChild(Dom.copyOf("preview-template"));
        }
        put(Dom.byId("preview-form"), "lesson", draft.ofOne(language()));
        Dom.show("preview", true);
    }

    private String label(HTMLElement field) {
        String name = field.getAttribute("name");
        if (name.equals("widget") && !value(form, name).isEmpty() && draft.lacksIterations()) {
            return Texts.of("Playground settings (iterations=… is missing)");
        }
        String iterations = draft.wrongIterations();
        if (name.equals("widget") && !iterations.isEmpty()) {
            return Texts.of(
                    "Playground settings ({0} is not a whole number from 1 to {1})",
                    iterations, NumberFormat.grouped(LessonDraft.MOST_ITERATIONS));
        }
        String goal = draft.wrongGoal();
        GoalKind kind = LessonDraft.kind(goal);
        if (name.equals("widget") && kind != null) {
            return Texts.of(
                    "Playground settings ({0} is not between 0 and {1})", goal, NumberFormat.grouped(kind.most()));
        }
        if (name.endsWith("Right")) {
            return Texts.of("the right choice");
        }
        // A translation may have what the original lacks.
        boolean isElsewhere = name.startsWith("en.") && !language().equals("en");
        return isElsewhere ? Texts.of("{0} (English)", labelText(field)) : labelText(field);
    }

    @JSBody(
            params = "field",
            script = "return document.querySelector('label[for=\"' + field.id + '\"]').textContent.trim();")
    private static native String labelText(HTMLElement field);

    @JSBody(
            params = {"form", "name"},
            script = "var field = form.elements[name]; return field ? field.value || '' : '';")
    private static native String value(HTMLElement form, String name);

    @JSBody(
            params = {"form", "name", "value"},
            script = "var field = form.elements[name]; if (field) { field.value = value; }")
    private static native void put(HTMLElement form, String name, String value);

    @JSBody(params = "form", script = "return JSON.stringify(Object.fromEntries(new FormData(form)));")
    private static native String text(HTMLElement form);

    @JSBody(
            params = {"form", "text"},
            script = "try { var pairs = Object.entries(JSON.parse(text)); form.reset(); pairs.forEach(function(pair) {"
                    + "  var field = form.elements[pair[0]]; if (field) { field.value = pair[1]; } });"
                    + "} catch (e) { }")
    private static native void fill(HTMLElement form, String text);

    @JSBody(params = "text", script = "return encodeURIComponent(text);")
    private static native String encoded(String text);

    @JSBody(params = "text", script = "try { return decodeURIComponent(text); } catch (e) { return text; }")
    private static native String decoded(String text);

    @JSBody(
            params = "fragment",
            script = "history.replaceState(history.state, '', location.pathname + location.search"
                    + " + (fragment ? '#' + fragment : ''));")
    private static native void replaceFragment(String fragment);

    @JSBody(script = "return location.origin;")
    private static native String origin();
}
