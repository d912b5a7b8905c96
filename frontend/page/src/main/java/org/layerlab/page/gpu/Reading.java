package org.layerlab.page.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.teavm.jso.webgpu.GPUBuffer;

/** What is read after one hand-over: matrices one after another in a buffer, and who wants each. */
final class Reading {
    private record Part(int from, int count, Consumer<float[]> wanted) {}

    final GPUBuffer buffer;
    int filled;
    private final List<Part> parts = new ArrayList<>();

    Reading(GPUBuffer buffer) {
        this.buffer = buffer;
    }

    /** How many more values fit. */
    int left() {
        return (int) (buffer.getSize() / Float.BYTES) - filled;
    }

    /** This many values more are copied into it. */
    void add(int count, Consumer<float[]> wanted) {
        parts.add(new Part(filled, count, wanted));
        filled += count;
    }

    /** All are there. */
    void tell(float[] all) {
        for (Part part : parts) {
            part.wanted().accept(Arrays.copyOfRange(all, part.from(), part.from() + part.count()));
        }
    }
}
