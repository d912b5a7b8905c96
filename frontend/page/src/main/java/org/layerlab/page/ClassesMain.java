package org.layerlab.page;

import org.layerlab.page.browser.Shell;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.photos.classes.ClassesPage;
import org.layerlab.page.photos.worker.JudgeWorker;

/** The composition root of the page where people teach classes of their own, and of its worker. */
public final class ClassesMain {
    private ClassesMain() {}

    /**
     * Starts one of the two.
     *
     * @param args {@code worker}, or {@code page} and the page's name
     */
    public static void main(String[] args) {
        if (args[0].equals("worker")) {
            JudgeWorker.ofClasses(KernelChoice.ofThisWorker());
        } else {
            new ClassesPage(Shell.start()).start();
        }
    }
}
