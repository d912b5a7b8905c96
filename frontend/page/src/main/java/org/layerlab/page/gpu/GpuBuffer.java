package org.layerlab.page.gpu;

import java.util.HashMap;
import java.util.Map;
import org.teavm.jso.webgpu.GPUBindGroup;
import org.teavm.jso.webgpu.GPUBuffer;

/** Memory of the GPU, with the groups of buffers that it was bound in: they go with it. */
final class GpuBuffer {
    private static int made;

    /** The browser's object. */
    final GPUBuffer object;

    /** Of no other one. */
    final int id = made++;

    /** By operation and buffers. */
    final Map<String, GPUBindGroup> bound = new HashMap<>();

    GpuBuffer(GPUBuffer object) {
        this.object = object;
    }
}
