package org.layerlab.page;

import org.layerlab.page.browser.Shell;
import org.layerlab.page.inside.InsidePage;
import org.layerlab.page.inside.worker.InsideWorker;
import org.layerlab.page.kernels.KernelChoice;

/** The composition root of the page that looks inside a network, and of its worker. */
public final class InsideMain {
    private InsideMain() {}

    /**
     * Starts one of the two.
     *
     * @param args {@code worker}, or {@code page} and the page's name
     */
    public static void main(String[] args) {
        if (args[0].equals("worker")) {
            new InsideWorker(KernelChoice.ofThisWorker()).start();
        } else {
            new InsidePage(Shell.start()).start();
        }
    }
}
