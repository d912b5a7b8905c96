package org.layerlab.page;

import org.layerlab.page.browser.Shell;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.photos.train.TrainPage;
import org.layerlab.page.photos.worker.PhotosWorker;

/** The composition root of the page that trains on photos, and of its workers. */
public final class TrainMain {
    private TrainMain() {}

    /**
     * Starts one of the two.
     *
     * @param args {@code worker}, or {@code page} and the page's name
     */
    public static void main(String[] args) {
        if (args[0].equals("worker")) {
            new PhotosWorker(KernelChoice.ofThisWorker()).start();
        } else {
            new TrainPage(Shell.start()).start();
        }
    }
}
