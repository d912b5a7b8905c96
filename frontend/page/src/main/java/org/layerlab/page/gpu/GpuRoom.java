package org.layerlab.page.gpu;

import org.jspecify.annotations.Nullable;

/** Room for what lies between two operations: as large as the largest that was asked for. */
final class GpuRoom {
    private final GpuMatrices matrices;
    private @Nullable GpuMatrix room;

    GpuRoom(GpuMatrices matrices) {
        this.matrices = matrices;
    }

    /** Room for at least this many values; good until more are asked for. */
    GpuMatrix of(int values) {
        GpuMatrix known = room;
        if (known != null && known.count() >= values) {
            return known;
        }
        if (known != null) {
            matrices.release(known);
        }
        GpuMatrix made = matrices.create(1, values);
        room = made;
        return made;
    }

    /** All matrices are being released. */
    void forget() {
        room = null;
    }
}
