package org.layerlab.page.gpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.core.JSObjects;
import org.teavm.jso.webgpu.GPUBindGroup;
import org.teavm.jso.webgpu.GPUDescriptor;
import org.teavm.jso.webgpu.GPUDevice;
import org.teavm.jso.webgpu.GPUPipeline;

/** Operations as a device has compiled them; each is compiled once, whoever computes with it. */
final class GpuPipelines {
    /** GPUShaderStage.COMPUTE. */
    private static final int COMPUTE = 4;

    /** One compiled operation. */
    record Program(GPUPipeline.Compute pipeline, GPUBindGroup.Layout layout) {}

    private final GPUDevice device;
    private final boolean subgroups;
    private final Map<String, Program> programs = new HashMap<>();

    /**
     * Nothing is compiled yet.
     *
     * @param subgroups whether the device has subgroups
     */
    GpuPipelines(GPUDevice device, boolean subgroups) {
        this.device = device;
        this.subgroups = subgroups;
    }

    /**
     * The operation, compiled the first time.
     *
     * @param key of the operation with these buffers
     * @param same for each buffer the place of the first that is the same
     */
    Program get(String key, Shader shader, int[] same) {
        Program known = programs.get(key);
        if (known == null) {
            known = compile(shader, same);
            programs.put(key, known);
        }
        return known;
    }

    private Program compile(Shader shader, int[] same) {
        List<GPUDescriptor.BindGroupLayoutEntry> entries = new ArrayList<>();
        entries.add(layoutEntry(0, "uniform", true));
        for (int i = 0; i < same.length; i++) {
            if (same[i] == i) {
                entries.add(layoutEntry(i + 1, shader.isWritten(i, same) ? "storage" : "read-only-storage", false));
            }
        }
        GPUDescriptor.BindGroupLayout bindings = JSObjects.create();
        bindings.setEntries(entries.toArray(new GPUDescriptor.BindGroupLayoutEntry[0]));
        GPUBindGroup.Layout layout = device.createBindGroupLayout(bindings);
        GPUDescriptor.PipelineLayout groups = JSObjects.create();
        groups.setBindGroupLayouts(new GPUBindGroup.Layout[] {layout});

        GPUDescriptor.ShaderModule text = JSObjects.create();
        text.setLabel(shader.name());
        text.setCode(shader.source(same, subgroups));
        GPUDescriptor.ProgrammableStage stage = JSObjects.create();
        stage.setModule(device.createShaderModule(text));
        stage.setEntryPoint("main");
        GPUDescriptor.ComputePipeline pipeline = JSObjects.create();
        pipeline.setLabel(shader.name());
        pipeline.setLayout(device.createPipelineLayout(groups));
        pipeline.setCompute(stage);
        return new Program(device.createComputePipeline(pipeline), layout);
    }

    private static GPUDescriptor.BindGroupLayoutEntry layoutEntry(int binding, String type, boolean offset) {
        GPUDescriptor.BufferBindingLayout buffer = JSObjects.create();
        buffer.setType(type);
        buffer.setHasDynamicOffset(offset);
        GPUDescriptor.BindGroupLayoutEntry entry = JSObjects.create();
        entry.setBinding(binding);
        entry.setVisibility(COMPUTE);
        entry.setBuffer(buffer);
        return entry;
    }
}
