/**
 * The network's arithmetic on the GPU, by WebGPU. {@link org.layerlab.page.gpu.WebGpuKernels} writes each
 * operation as a {@link org.layerlab.page.gpu.Shader}, a formula that runs once for each element or group of threads, and
 * puts it into a {@link org.layerlab.page.gpu.GpuQueue}. The CPU goes on at once; answers come later.
 *
 * <p>Depends on {@code network.data}, {@code network.matrix}, {@code network.function}, {@code network.text} and {@code page.browser}. Start with WebGpuKernels; frontend/page/GPU.md tells
 * how to add an operation.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.gpu;
