package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.parts.GoalKind;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;

/** The dialog in which a teacher writes a task for the settings as they are, and gets its link. */
final class LessonMaker {
    private final Supplier<String> present;

    /**
     * The dialog.
     *
     * @param present the fragment of the settings as they are
     */
    LessonMaker(Supplier<String> present) {
        this.present = present;
        Dom.on("lesson-form", "input", event -> write());
        Dom.on("lesson-open", "click", event -> write());
    }

    private void write() {
        List<String> pairs = new ArrayList<>(List.of(present.get()));
        add(pairs, "lesson", encoded(Dom.input("lesson-name").getValue().trim()));
        add(
                pairs,
                "lessonText",
                encoded(((HTMLInputElement) Dom.byId("lesson-words")).getValue().trim()));
        List<String> wrong = new ArrayList<>();
        for (GoalKind kind : GoalKind.values()) {
            HTMLInputElement field = Dom.input("lesson-" + kind.key());
            if (field.checkValidity()) {
                add(pairs, kind.key(), field.getValue().trim());
            } else {
                wrong.add(problem(field));
            }
        }
        for (HTMLElement box : Dom.all("[data-fixes]")) {
            if (((HTMLInputElement) box).isChecked()) {
                for (String name : Text.split(box.getAttribute("data-fixes"), ' ')) {
                    pairs.add(name + "_fixed=true");
                }
            }
        }
        offer("#" + String.join("&", pairs), wrong);
    }

    /** Offers the link and what can be done with it, or says why there is none. */
    private static void offer(String fragment, List<String> wrong) {
        boolean right = wrong.isEmpty();
        Dom.text("lesson-error", right ? "" : Texts.of("{0}, so there is no link.", String.join("; ", wrong)));
        Dom.show("lesson-error", !right);
        Dom.input("lesson-link").setValue(right ? here() + fragment : "");
        Dom.enable("lesson-copy", right);
        if (right) {
            Dom.byId("lesson-write").setAttribute("href", "/learn/new" + fragment);
        } else {
            Dom.byId("lesson-write").removeAttribute("href");
        }
    }

    /** What is wrong with a goal: its name, what was typed as far as the browser tells, and the bounds. */
    private static String problem(HTMLInputElement field) {
        String name = label(field) + ":";
        String typed = field.getValue().isEmpty() ? "…" : field.getValue();
        return field.getAttribute("step").equals("1") && !isOutside(field)
                ? Texts.of("{0} {1} is not a whole number", name, typed)
                : Texts.of(
                        "{0} {1} is not between {2} and {3}",
                        name,
                        typed,
                        field.getAttribute("min"),
                        NumberFormat.grouped(Long.parseLong(field.getAttribute("max"))));
    }

    @JSBody(params = "field", script = "return field.labels[0].textContent;")
    private static native String label(HTMLInputElement field);

    @JSBody(params = "field", script = "return field.validity.rangeUnderflow || field.validity.rangeOverflow;")
    private static native boolean isOutside(HTMLInputElement field);

    private static void add(List<String> pairs, String key, String value) {
        if (!value.isEmpty()) {
            pairs.add(key + "=" + value);
        }
    }

    @JSBody(params = "text", script = "return encodeURIComponent(text);")
    private static native String encoded(String text);

    @JSBody(script = "return location.origin + location.pathname;")
    private static native String here();
}
