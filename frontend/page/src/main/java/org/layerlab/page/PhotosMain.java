package org.layerlab.page;

import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Shell;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.photos.PhotoPages;
import org.layerlab.page.photos.classify.ClassifyPage;
import org.layerlab.page.photos.worker.JudgeWorker;

/** The composition root of the page that classifies photos, and of its workers. */
public final class PhotosMain {
    private PhotosMain() {}

    /**
     * Starts one of the two; a link to what was once a part of this page leads on.
     *
     * @param args {@code worker}, or {@code page} and the page's name
     */
    public static void main(String[] args) {
        if (args[0].equals("worker")) {
            JudgeWorker.judge(KernelChoice.ofThisWorker());
            return;
        }
        String fragment = Dom.hash().replace("#", "");
        String meant = PhotoPages.meant(fragment);
        if (meant.isEmpty()) {
            new ClassifyPage(Shell.start()).start();
        } else {
            PhotoPages.go(meant, fragment);
        }
    }
}
