package org.layerlab.page.learn;

import org.layerlab.page.browser.LocalStore;
import org.layerlab.page.browser.TabStore;

/**
 * Where a learner is in a lesson, kept for the next visit: in this browser; in a class in this tab, for the pupil and the
 * round that the frame's address names, because others use the computer too.
 */
final class KeptLesson {
    private final String id;
    private final boolean inClass = TabStore.frame().contains("&seat=");

    /**
     * Of one lesson.
     *
     * @param id empty for a preview, which starts over each time
     */
    KeptLesson(String id) {
        this.id = id;
    }

    /** Where the learner is. */
    LessonState state() {
        if (id.isEmpty()) {
            return LessonState.ASKED;
        }
        return LessonState.of(inClass ? TabStore.get(CoursePage.KEPT + id) : LocalStore.get(CoursePage.KEPT + id));
    }

    /** The learner starts over. */
    void forget() {
        if (inClass) {
            TabStore.put(CoursePage.KEPT + id, "");
        } else {
            LocalStore.remove(CoursePage.KEPT + id);
        }
    }

    /** Keeps where the learner is. */
    void keep(LessonState state) {
        if (inClass) {
            TabStore.put(CoursePage.KEPT + id, state.text());
        } else if (!id.isEmpty()) {
            LocalStore.put(CoursePage.KEPT + id, state.text());
        }
    }
}
