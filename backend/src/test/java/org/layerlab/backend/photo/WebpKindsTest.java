package org.layerlab.backend.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.PhotoPreparation;

/** WebPs whose parts are as short as they can be. */
class WebpKindsTest {
    /** A red square of 16×16 pixels, written by ImageMagick, whose alpha, 102 everywhere, takes five bytes. */
    private static final String RED = "524946465c00000057454250565038580a000000100000000f00000f0000"
            + "414c50480500000001a8594404005650382030000000d001009d012a1000100002403825a00274ba01f80003b000"
            + "fef09b43ff20b4ae5bc01fff1217e242fc485ff8b9800000";

    @Test
    void alphaThatIsTheSameEverywhereIsRead() throws Exception {
        byte[] bgr = new PhotoDecoder().prepare("a.webp", HexFormat.of().parseHex(RED), PhotoPreparation.TUTORIAL);
        for (int p = 0; p < 64 * 64; p++) {
            int rgb = Pixels.at(bgr, p / 64, p % 64);
            assertEquals(255, rgb >> 16, 3);
            assertEquals(153, rgb >> 8 & 0xff, 3); // 255 · (1 − 102/255)
            assertEquals(153, rgb & 0xff, 3);
        }
    }
}
