package org.layerlab.page.kernels;

import org.layerlab.kernels.KernelLayout;

/**
 * An operation on maps, as the module takes it: words in memory, and room for what it copies. Both are reused from
 * operation to operation.
 */
final class MapDescription {
    private static final int BYTES = 128;

    /** Places side by side in the room that an operation uses. */
    static final class Room {
        private long size;

        /** Adds a place of at least this many bytes; returns its offset. */
        int add(long bytes) {
            long at = size;
            size += TensorMemory.rounded(bytes);
            return (int) at;
        }
    }

    private final KernelCalls calls;
    private final TensorMemory memory;
    private final int wide;
    private int description;
    private int room;
    private long roomBytes;

    MapDescription(KernelCalls calls, TensorMemory memory, int wide) {
        this.calls = calls;
        this.memory = memory;
        this.wide = wide;
    }

    void release() {
        if (description != 0) {
            memory.release(description, BYTES);
            description = 0;
        }
        releaseRoom();
    }

    /** Sets a word, numbered as in {@link KernelLayout}. */
    void put(int word, int value) {
        calls.storeInt(at() + Integer.BYTES * word, value);
    }

    /** Sets the float64 scale that follows the words, this many bytes from their start. */
    void putScale(int offset, double scale) {
        calls.write(1, new double[] {scale}, at() + offset);
    }

    /**
     * The address of the room, with undefined contents.
     *
     * @throws IllegalStateException when the browser has no more memory
     */
    int address(Room places) {
        if (places.size > roomBytes) {
            releaseRoom();
            room = memory.allocate(places.size);
            roomBytes = places.size;
        }
        return room;
    }

    /**
     * Runs the described operation.
     *
     * @param operation a number of {@link KernelLayout.MapOperation}
     * @param products multiplications it makes
     */
    void runProducts(int operation, double products) {
        calls.maps(wide, operation, description, products > KernelLayout.SHARED_PRODUCTS ? 1 : 0);
    }

    /**
     * Runs the described operation.
     *
     * @param operation a number of {@link KernelLayout.MapOperation}
     * @param numbers how many it reads or writes
     */
    void runNumbers(int operation, double numbers) {
        calls.maps(wide, operation, description, numbers > KernelLayout.SHARED_NUMBERS ? 1 : 0);
    }

    private int at() {
        if (description == 0) {
            description = memory.allocate(BYTES);
        }
        return description;
    }

    private void releaseRoom() {
        if (room != 0) {
            memory.release(room, roomBytes);
            room = 0;
            roomBytes = 0;
        }
    }
}
