package org.layerlab.page.wasm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The memory of the one module that this class was loaded for. */
public final class Memory {
    static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int PAGE = 64 * 1024;

    /** Enough for the kernels' contract. */
    private static final int MOST_PAGES = 4096;

    static byte[] bytes = new byte[PAGE];

    private Memory() {}

    /** The array that is the memory now; growing makes another. */
    public static byte[] bytes() {
        return bytes;
    }

    /** Where something lies; beyond the memory the array refuses. */
    static int at(int address, int offset) {
        return address + offset;
    }

    /** Adds pages; returns how many there were, or −1 if that is too much. */
    static int grow(int pages) {
        int before = bytes.length / PAGE;
        if (before + pages > MOST_PAGES) {
            return -1;
        }
        if (pages > 0) {
            bytes = Arrays.copyOf(bytes, (before + pages) * PAGE);
        }
        return before;
    }
}
