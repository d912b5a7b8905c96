/**
 * The worker whose network computes on the GPU: {@link org.layerlab.page.gpu.worker.GpuWorker} hears what
 * it is to do. It is a program of its own, so that no other page's is larger for it.
 *
 * <p>Depends on {@code network.check}, {@code network.data}, {@code network.file}, {@code network.layer}, {@code network.matrix}, {@code
 * network.photo}, {@code network.training}, {@code page.browser}, {@code page.gpu}, {@code page.lab.worker}, {@code
 * page.message} and {@code page.training}; knows no page. Start with GpuWorker.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.gpu.worker;
