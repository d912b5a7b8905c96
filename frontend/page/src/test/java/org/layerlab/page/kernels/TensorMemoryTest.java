package org.layerlab.page.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TensorMemoryTest {
    private static final int PAGE = 64 * 1024;
    private static final int RESERVED = 512;

    private static TensorMemory memory(int most) {
        int[] pages = {1};
        return new TensorMemory(
                count -> {
                    int before = pages[0];
                    if (before + count > most) {
                        return -1;
                    }
                    pages[0] += count;
                    return before;
                },
                RESERVED);
    }

    @Test
    void blocksAreAlignedApartAndNeverAtZero() {
        TensorMemory memory = memory(65536);
        Random random = new Random(1);
        List<long[]> blocks = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            if (blocks.size() > 50 || (!blocks.isEmpty() && random.nextInt(3) == 0)) {
                long[] gone = blocks.remove(random.nextInt(blocks.size()));
                memory.release((int) gone[0], gone[1]);
            } else {
                long size = random.nextInt(200_000);
                long at = Integer.toUnsignedLong(memory.allocate(size));
                assertTrue(at >= RESERVED, "at " + at);
                assertEquals(0, at % TensorMemory.ALIGNMENT);
                assertTrue(at + TensorMemory.rounded(size) <= memory.size());
                for (long[] other : blocks) {
                    assertTrue(
                            at + TensorMemory.rounded(size) <= other[0]
                                    || other[0] + TensorMemory.rounded(other[1]) <= at,
                            () -> at + "+" + size + " meets " + other[0] + "+" + other[1]);
                }
                blocks.add(new long[] {at, size});
            }
        }
        blocks.forEach(block -> memory.release((int) block[0], block[1]));
        assertEquals(0, memory.used());
        // All is one piece again: the largest block fits without growing.
        long size = memory.size();
        memory.allocate(size - RESERVED - TensorMemory.ALIGNMENT);
        assertEquals(size, memory.size());
    }

    @Test
    void theSameWorkAgainNeedsNoMoreMemory() {
        TensorMemory memory = memory(65536);
        long after = 0;
        for (int round = 0; round < 200; round++) {
            int a = memory.allocate(39_321_600);
            int b = memory.allocate(12_582_912);
            int c = memory.allocate(3200);
            memory.release(a, 39_321_600);
            int d = memory.allocate(819_200);
            memory.release(c, 3200);
            memory.release(b, 12_582_912);
            memory.release(d, 819_200);
            assertEquals(0, memory.used());
            if (round == 0) {
                after = memory.size();
            }
        }
        assertEquals(after, memory.size());
    }

    @Test
    void addressesBeyondTwoGigabytesWork() {
        TensorMemory memory = memory(65535);
        long block = 1L << 30;
        List<Integer> blocks = List.of(memory.allocate(block), memory.allocate(block), memory.allocate(block));
        assertTrue(blocks.get(2) < 0, "as an int the address is negative");
        blocks.forEach(at -> memory.release(at, block));
        assertEquals(0, memory.used());
    }

    @Test
    void refusalNamesWhatIsUsedAndWhatIsMissing() {
        TensorMemory memory = memory(16 * 10 + 1);
        memory.allocate(4 << 20);
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> memory.allocate(8 << 20));
        assertTrue(
                String.valueOf(refusal.getMessage()).contains("4 MB are in use and 8 MB more"), refusal.getMessage());
        // What still fits is still given.
        memory.allocate(5 << 20);
    }

    @Test
    void fourGigabytesAreTheEnd() {
        TensorMemory memory = memory(65536);
        assertThrows(IllegalStateException.class, () -> memory.allocate(1L << 32));
        assertEquals(PAGE, memory.size());
    }
}
