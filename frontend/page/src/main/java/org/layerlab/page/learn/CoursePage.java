package org.layerlab.page.learn;

import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.LocalStore;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.dom.html.HTMLElement;

/** The list of lessons, with a mark at those that are done. */
public final class CoursePage {
    /** Before a lesson's id: where its state is kept. */
    static final String KEPT = "lesson.";

    private CoursePage() {}

    /** Marks what was done in this browser, also since the page was left. */
    public static void start() {
        mark();
        Dom.onShownAgain(CoursePage::mark);
    }

    private static void mark() {
        int done = 0;
        int all = 0;
        for (HTMLElement item : Dom.all("[data-lesson]")) {
            all++;
            boolean isDone = LessonState.of(LocalStore.get(KEPT + item.getAttribute("data-lesson")))
                            .stage()
                    == LessonState.Stage.DONE;
            done += isDone ? 1 : 0;
            Dom.flag(item, "done", isDone);
            item.querySelector(".course-done").setHidden(!isDone);
        }
        Dom.text("learned", done == 0 ? "" : Texts.of("{0} of {1} lessons done.", done, all));
    }
}
