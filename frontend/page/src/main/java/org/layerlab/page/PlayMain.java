package org.layerlab.page;

import org.layerlab.page.browser.Shell;
import org.layerlab.page.browser.Status;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.play.Playground;
import org.layerlab.page.play.worker.TrainingWorker;

/** The composition root of the playground and of its worker. */
public final class PlayMain {
    private PlayMain() {}

    /**
     * Starts one of the two.
     *
     * @param args {@code worker}, or {@code page} and the page's name
     */
    public static void main(String[] args) {
        if (args[0].equals("worker")) {
            new TrainingWorker(KernelChoice.ofThisWorker()).start();
            return;
        }
        Status status = Shell.start();
        if (args[1].equals("playground")) {
            new Playground(status).start();
        } else {
            // A page that says there is nothing.
            status.state("ready");
        }
    }
}
