package org.layerlab.page;

import org.layerlab.page.browser.Shell;
import org.layerlab.page.browser.Status;
import org.layerlab.page.learn.CoursePage;
import org.layerlab.page.learn.LessonPage;
import org.layerlab.page.learn.WritePage;

/** The composition root of the course, which has no worker: what computes is the playground in a lesson's frame. */
public final class LearnMain {
    private LearnMain() {}

    /**
     * Starts one of the three pages.
     *
     * @param args {@code page} and the page's name
     */
    public static void main(String[] args) {
        Status status = Shell.start();
        if (args[1].equals("lesson")) {
            new LessonPage().start();
        } else if (args[1].equals("write")) {
            WritePage.start();
        } else {
            CoursePage.start();
        }
        status.state("ready");
    }
}
