package org.layerlab.page.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.core.JSObjects;
import org.teavm.jso.typedarrays.Uint32Array;
import org.teavm.jso.webgpu.GPUBindGroup;
import org.teavm.jso.webgpu.GPUBuffer;
import org.teavm.jso.webgpu.GPUComputePassEncoder;
import org.teavm.jso.webgpu.GPUDescriptor;
import org.teavm.jso.webgpu.GPUDevice;

/** Pipelines together with the buffers that each dispatch takes. */
final class GpuBindings {
    private final GPUDevice device;
    private final GPUBuffer numbers;
    private final int numbersBytes;
    private final GpuPipelines pipelines;
    private final Uint32Array offset = new Uint32Array(1);

    /** Operations whose numbers stand in a buffer, each in a place of this many bytes. */
    GpuBindings(Gpu gpu, GPUBuffer numbers, int numbersBytes) {
        device = gpu.device();
        pipelines = gpu.pipelines();
        this.numbers = numbers;
        this.numbersBytes = numbersBytes;
    }

    /**
     * Makes an operation on these buffers the next to be dispatched.
     *
     * @param numbersAt where its numbers stand, in bytes
     */
    void bind(GPUComputePassEncoder pass, Shader shader, GpuBuffer[] buffers, int numbersAt) {
        int[] same = same(buffers);
        StringBuilder named = new StringBuilder(shader.name());
        for (int i = 0; i < same.length; i++) {
            if (same[i] != i) {
                named.append(' ').append(i).append('=').append(same[i]);
            }
        }
        String key = named.toString();
        GpuPipelines.Program program = pipelines.get(key, shader, same);
        pass.setPipeline(program.pipeline());
        offset.set(0, numbersAt);
        setBindGroup(pass, group(key, program.layout(), buffers, same), offset);
    }

    /** For each buffer the place of the first that is the same. */
    private static int[] same(GpuBuffer[] buffers) {
        int[] same = new int[buffers.length];
        for (int i = 0; i < same.length; i++) {
            while (buffers[same[i]] != buffers[i]) {
                same[i]++;
            }
        }
        return same;
    }

    private GPUBindGroup group(String program, GPUBindGroup.Layout layout, GpuBuffer[] buffers, int[] same) {
        StringBuilder named = new StringBuilder(program);
        for (GpuBuffer buffer : buffers) {
            named.append(' ').append(buffer.id);
        }
        String key = named.toString();
        Map<String, GPUBindGroup> bound = newest(buffers).bound;
        GPUBindGroup group = bound.get(key);
        if (group == null) {
            group = bindGroup(layout, buffers, same);
            bound.put(key, group);
        }
        return group;
    }

    /** The one that goes first, as a rule: one that lives long would gather what its short-lived companions were bound in. */
    private static GpuBuffer newest(GpuBuffer[] buffers) {
        GpuBuffer newest = buffers[0];
        for (GpuBuffer buffer : buffers) {
            newest = buffer.id > newest.id ? buffer : newest;
        }
        return newest;
    }

    private GPUBindGroup bindGroup(GPUBindGroup.Layout layout, GpuBuffer[] buffers, int[] same) {
        List<GPUDescriptor.BindGroupEntry> entries = new ArrayList<>();
        entries.add(entry(0, numbers, numbersBytes));
        for (int i = 0; i < same.length; i++) {
            if (same[i] == i) {
                entries.add(entry(i + 1, buffers[i].object, buffers[i].object.getSize()));
            }
        }
        GPUDescriptor.BindGroup wanted = JSObjects.create();
        wanted.setLayout(layout);
        wanted.setEntries(entries.toArray(new GPUDescriptor.BindGroupEntry[0]));
        return device.createBindGroup(wanted);
    }

    private static GPUDescriptor.BindGroupEntry entry(int binding, GPUBuffer buffer, double bytes) {
        GPUDescriptor.BufferBinding part = JSObjects.create();
        part.setBuffer(buffer);
        part.setSize(bytes);
        GPUDescriptor.BindGroupEntry entry = JSObjects.create();
        entry.setBinding(binding);
        entry.setResource(part);
        return entry;
    }

    @JSBody(
            params = {"pass", "group", "offset"},
            script = "pass.setBindGroup(0, group, offset, 0, 1);")
    private static native void setBindGroup(GPUComputePassEncoder pass, GPUBindGroup group, Uint32Array offset);
}
