package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.Dom;
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
        for (Lesson.Aim aim : Lesson.Aim.values()) {
            HTMLInputElement field = Dom.input("lesson-" + aim.key());
            if (field.checkValidity()) {
                add(pairs, aim.key(), field.getValue().trim());
            }
        }
        for (HTMLElement box : Dom.all("[data-fixes]")) {
            if (((HTMLInputElement) box).isChecked()) {
                for (String name : Text.split(box.getAttribute("data-fixes"), ' ')) {
                    pairs.add(name + "_fixed=true");
                }
            }
        }
        String fragment = "#" + String.join("&", pairs);
        Dom.input("lesson-link").setValue(here() + fragment);
        Dom.byId("lesson-write").setAttribute("href", "/learn/new" + fragment);
    }

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
