package org.layerlab.page;

import org.layerlab.page.bench.BenchPage;
import org.layerlab.page.browser.Clipboard;
import org.layerlab.page.browser.Dialogs;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Engine;
import org.layerlab.page.browser.Status;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.models.ModelPage;
import org.layerlab.page.models.ModelsPage;
import org.layerlab.page.photos.PhotosPage;
import org.layerlab.page.play.Playground;
import org.layerlab.page.selftest.SelfTestPage;
import org.layerlab.page.worker.TrainingWorker;

/** The composition root of page and worker. */
public final class Main {
    private Main() {}

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
        Dom.documentData("engine", Engine.name());
        Dom.documentData("threads", "1");
        Dom.text("engine", Engine.name().equals("wasm") ? "Runs here as WebAssembly." : "Runs here as JavaScript.");
        Dialogs.bindAll();
        Clipboard.bindAll();
        Status status = new Status();
        switch (args[1]) {
            case "playground" -> new Playground(status).start();
            case "photos" -> new PhotosPage(status).start();
            case "models" -> new ModelsPage(status).start();
            case "model" -> new ModelPage(status).start();
            case "bench" -> new BenchPage(status).start();
            case "selftest" -> new SelfTestPage(status).start();
            default -> status.state("ready");
        }
    }
}
