package org.layerlab.page.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.network.matrix.ConvShape;
import org.layerlab.network.matrix.MapShape;

/** Which convolutions go Winograd's way. */
class WasmWinogradTest {
    @ParameterizedTest(name = "{0}×{0}×{1}, {2} of {3}×{3}, stride {4}, {5} examples: {6} and {7}")
    @CsvSource({
        "32, 32, 64, 3, 1, 64, true, true",
        "8, 128, 256, 3, 1, 64, true, true",
        "8, 128, 256, 3, 1, 16, true, true",
        "16, 16, 16, 3, 1, 64, true, true",
        "512, 32, 32, 3, 1, 1024, true, true",
        "8, 512, 512, 3, 1, 64, true, true",
        // Of an image's three colors.
        "64, 3, 32, 3, 1, 64, false, false",
        "32, 32, 64, 5, 1, 64, false, false",
        "32, 32, 64, 1, 1, 64, false, false",
        "32, 32, 64, 3, 2, 64, false, false",
        // One example to classify, or three quarters computed in vain.
        "32, 32, 64, 3, 1, 1, false, false",
        "2, 256, 256, 3, 1, 64, false, false",
        // Too few tiles for several threads.
        "4, 64, 64, 3, 1, 16, false, false",
        // Filters at all places would take more than 64 MB.
        "8, 1024, 1024, 3, 1, 64, false, false",
        // More channels than a thread's room holds.
        "64, 20000, 16, 3, 1, 64, false, false"
    })
    void takesWhatIsFaster(
            int side, int channels, int filters, int kernel, int stride, int m, boolean forward, boolean backward) {
        ConvShape shape = new ConvShape(new MapShape(side, side, channels), filters, kernel, stride, kernel / 2);
        assertEquals(forward, WasmWinograd.suits(Convolution.of(shape), m, Float.BYTES));
        assertEquals(backward, WasmWinograd.suits(Convolution.backward(shape), m, Float.BYTES));
        assertEquals(false, WasmWinograd.suits(Convolution.of(shape), m, Double.BYTES), "float64 keeps NumPy's digits");
    }
}
