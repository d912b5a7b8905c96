package org.layerlab.page;

import org.layerlab.page.browser.Shell;
import org.layerlab.page.browser.Status;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.models.ModelPage;
import org.layerlab.page.models.ModelsPage;
import org.layerlab.page.play.worker.ModelWorker;

/** The composition root of the pages of saved models, and of their worker. */
public final class ModelsMain {
    private ModelsMain() {}

    /**
     * Starts one of the two.
     *
     * @param args {@code worker}, or {@code page} and the page's name
     */
    public static void main(String[] args) {
        if (args[0].equals("worker")) {
            new ModelWorker(KernelChoice.ofThisWorker()).start();
            return;
        }
        Status status = Shell.start();
        switch (args[1]) {
            case "models" -> new ModelsPage(status).start();
            case "model" -> new ModelPage(status).start();
            default -> throw new IllegalArgumentException("there is no page " + args[1]);
        }
    }
}
