package org.layerlab.page;

import org.layerlab.page.gpu.worker.GpuWorker;

/** The composition root of the worker that computes on the GPU. */
public final class GpuMain {
    private GpuMain() {}

    /**
     * Starts it.
     *
     * @param args {@code worker}
     */
    public static void main(String[] args) {
        new GpuWorker().start();
    }
}
