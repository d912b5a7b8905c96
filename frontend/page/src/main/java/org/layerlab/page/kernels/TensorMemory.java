package org.layerlab.page.kernels;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.kernels.KernelLayout;

/**
 * Room for matrices in a memory that can grow but not shrink: blocks of 64 bytes, first fit, neighbors joined when
 * they are released. Addresses are offsets up to 4 GB, as ints without sign.
 */
final class TensorMemory {
    /** Every block begins at a multiple of this and is one long: whole cache lines, and room for whole vectors. */
    static final int ALIGNMENT = KernelLayout.LINE_BYTES;

    private static final long PAGE = 64 * 1024;

    /** 4 GB less a page, so that no end of a block overflows an address. */
    private static final long LIMIT = (1L << 32) - PAGE;

    /** Grows by at least this much, so that it seldom has to. */
    private static final long STEP = 1024 * 1024;

    /** The memory itself. */
    interface Pages {
        /** Adds pages of 64 KB; returns how many there were, or −1 when that is refused. */
        int grow(int pages);
    }

    private record Free(long at, long size) {}

    private final Pages pages;
    private final List<Free> free = new ArrayList<>();
    private long end;
    private long used;

    /**
     * Room in a memory that already has at least one page.
     *
     * @param reserved bytes at its start that are never handed out
     */
    TensorMemory(Pages pages, int reserved) {
        this.pages = pages;
        // The first block stays free, because 0 means no address. So does the last: kernels read whole vectors, which
        // may reach past a matrix.
        end = pages.grow(0) * PAGE - ALIGNMENT;
        long from = rounded(reserved);
        free.add(new Free(from, end - from));
    }

    /** How many bytes are handed out. */
    long used() {
        return used;
    }

    /** How many bytes the memory has. */
    long size() {
        return end + ALIGNMENT;
    }

    /** What a block of this many bytes really takes. */
    static long rounded(long bytes) {
        return Math.max(ALIGNMENT, (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    }

    /**
     * A block of at least this many bytes, with undefined contents.
     *
     * @throws IllegalStateException when the browser has no more memory to give
     */
    int allocate(long bytes) {
        long size = rounded(bytes);
        for (int i = 0; i < free.size(); i++) {
            if (free.get(i).size() >= size) {
                return take(i, size);
            }
        }
        grow(size);
        return take(free.size() - 1, size);
    }

    /** Releases a block that {@link #allocate} returned for this many bytes. */
    void release(int address, long bytes) {
        long at = Integer.toUnsignedLong(address);
        long size = rounded(bytes);
        used -= size;
        insert(at, size);
    }

    private int take(int index, long size) {
        Free block = free.get(index);
        if (block.size() == size) {
            free.remove(index);
        } else {
            free.set(index, new Free(block.at() + size, block.size() - size));
        }
        used += size;
        return (int) block.at();
    }

    private void insert(long at, long size) {
        int i = 0;
        while (i < free.size() && free.get(i).at() < at) {
            i++;
        }
        long from = at;
        long to = at + size;
        if (i < free.size() && free.get(i).at() == to) {
            to += free.remove(i).size();
        }
        if (i > 0 && free.get(i - 1).at() + free.get(i - 1).size() == from) {
            i--;
            from = free.remove(i).at();
        }
        free.add(i, new Free(from, to - from));
    }

    private void grow(long size) {
        Free last = free.isEmpty() ? null : free.get(free.size() - 1);
        long atEnd = last != null && last.at() + last.size() == end ? last.size() : 0;
        long missing = size - atEnd;
        long step = Math.max(missing, Math.min(Math.max(STEP, end / 4), LIMIT - end));
        if (end + missing > LIMIT || (!grown(step) && !grown(missing))) {
            throw new IllegalStateException("this browser gives the tab no more memory: " + megabytes(used)
                    + " MB are in use and " + megabytes(size) + " MB more are needed");
        }
    }

    private boolean grown(long bytes) {
        int count = (int) ((bytes + PAGE - 1) / PAGE);
        if (pages.grow(count) < 0) {
            return false;
        }
        long from = end;
        end += count * PAGE;
        insert(from, end - from);
        return true;
    }

    private static long megabytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }
}
