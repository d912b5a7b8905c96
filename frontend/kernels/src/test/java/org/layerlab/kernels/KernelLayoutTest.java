package org.layerlab.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.network.matrix.Activation;

class KernelLayoutTest {
    @Test
    void everyDescriptionNumbersItsWordsWithoutGaps() {
        Class<?>[] layouts = KernelLayout.class.getDeclaredClasses();
        assertNotEquals(0, layouts.length);
        for (Class<?> words : layouts) {
            assertEquals(words.getFields().length, DescriptorLayout.names(words).size(), words.getSimpleName());
        }
    }

    @Test
    void scalesFollowTheirWordsAtMultiplesOfEight() {
        assertScaleFits(KernelLayout.GradientWord.class, KernelLayout.GRADIENT_SCALE_OFFSET);
        assertScaleFits(KernelLayout.ChannelTotalsWord.class, KernelLayout.TOTALS_SCALE_OFFSET);
        assertScaleFits(KernelLayout.DepthwiseGradientWord.class, KernelLayout.DEPTHWISE_SCALE_OFFSET);
    }

    @Test
    void whatThreadsShareDoesNotOverlap() {
        assertTrue(CrewWat.TAKEN + 2 * Integer.BYTES <= KernelLayout.WIDE);
        assertTrue(KernelLayout.WIDE + Integer.BYTES <= KernelLayout.LIMIT_RESULT);
        assertTrue(KernelLayout.LIMIT_RESULT + 2 * ScalarType.VECTOR_BYTES <= CrewWat.JOB_AT);
    }

    private static void assertScaleFits(Class<?> words, int offset) {
        assertTrue(offset >= Integer.BYTES * DescriptorLayout.names(words).size(), words.getSimpleName());
        assertEquals(0, offset % Double.BYTES, words.getSimpleName());
    }

    @Test
    void networkAndLayersFitTheirStrides() {
        assertTrue(DescriptorLayout.names(KernelLayout.NetworkWord.class).size() * Integer.BYTES
                <= KernelLayout.LAYERS_OFFSET);
        assertTrue(DescriptorLayout.names(KernelLayout.LayerWord.class).size() * Integer.BYTES
                <= KernelLayout.LAYER_BYTES);
        assertEquals(1, Integer.bitCount(KernelLayout.LAYER_BYTES), "layers are found by a shift");
    }

    @Test
    void constantsAreWordsInCamelCase() {
        List<String> names = DescriptorLayout.names(KernelLayout.ConvolutionWord.class);
        assertEquals("outHeight", names.get(KernelLayout.ConvolutionWord.OUT_HEIGHT));
        assertEquals("wChannel", names.get(KernelLayout.ConvolutionWord.W_CHANNEL));
    }

    @Test
    void wordsAreReadAtTheirOffsets() {
        Function f = new Function("read", ScalarType.float64());
        f.words(f.parameter(), KernelLayout.AveragePoolWord.class);
        String wat = f.wat();
        assertTrue(wat.contains("(i32.load offset=0 (local.get $i0))"), wat);
        assertTrue(wat.contains("(i32.load offset=16 (local.get $i0))"), wat);
    }

    @Test
    void aGapIsRefused() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> DescriptorLayout.names(Gap.class));
        assertTrue(String.valueOf(refusal.getMessage()).contains("Gap"), refusal.getMessage());
    }

    /** Words 0 and 2. */
    public static final class Gap {
        public static final int FIRST = 0;
        public static final int THIRD = 2;

        private Gap() {}
    }

    @Test
    void trainKnowsReluByZero() {
        assertEquals(0, Activation.RELU.number());
    }

    @Test
    void aProductsBlocksAreWholeTiles() {
        for (ScalarType n : List.of(ScalarType.float32(true), ScalarType.float64())) {
            int tile = TileSizes.width(n);
            assertEquals(0, KernelLayout.PRODUCT_COLUMNS * Float.BYTES / n.bytes() % tile);
        }
    }
}
