package org.layerlab.page;

import org.layerlab.page.browser.Shell;
import org.layerlab.page.browser.Status;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.lab.BenchPage;
import org.layerlab.page.lab.SelfTestPage;
import org.layerlab.page.lab.worker.LabWorker;

/** The composition root of the self-test and of the benchmark, and of their worker. */
public final class LabMain {
    private LabMain() {}

    /**
     * Starts one of the two.
     *
     * @param args {@code worker}, or {@code page} and the page's name
     */
    public static void main(String[] args) {
        if (args[0].equals("worker")) {
            new LabWorker(KernelChoice.ofThisWorker()).start();
            return;
        }
        Status status = Shell.start();
        switch (args[1]) {
            case "bench" -> new BenchPage(status).start();
            case "selftest" -> new SelfTestPage(status).start();
            default -> throw new IllegalArgumentException("there is no page " + args[1]);
        }
    }
}
