package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.layerlab.network.data.ImageHeaderTest.big;
import static org.layerlab.network.data.ImageHeaderTest.bytes;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.ImageHeader.Format;

/** Where an AVIF or a HEIC ends; the other formats are cut off in {@code ImageReadersFuzzTest}. */
class ImageEndTest {
    private static final byte[] TYPE = bytes(big(16), "ftypavif", big(0));
    private static final byte[] META = bytes(big(12), "meta", big(0));
    private static final byte[] DATA = bytes(big(11), "mdat", 1, 2, 3);

    private static void assertCutOff(byte[] file, int length) {
        byte[] cut = Arrays.copyOf(file, length);
        assertThrows(PhotoException.class, () -> ImageEnd.require("a", Format.AVIF, cut), "after " + length);
    }

    @Test
    void aBoxThatIsNotWholeIsCutOff() throws PhotoException {
        for (byte[] file : List.of(bytes(TYPE, META, DATA), bytes(TYPE, DATA, META))) {
            ImageEnd.require("a", Format.AVIF, file);
            int second = file.length - (file[TYPE.length + 4 + 1] == 'e' ? DATA.length : META.length);
            for (int length = TYPE.length + 1; length < file.length; length++) {
                if (length != second) { // there the next box is missing as a whole, which the decoder says
                    assertCutOff(file, length);
                }
            }
        }
    }

    @Test
    void whatPhonesAppendDoesNotMatter() throws PhotoException {
        ImageEnd.require("a", Format.HEIC, bytes(TYPE, META, DATA, "SEFT", 255, 255));
    }

    @Test
    void dataMayReachToTheEndOrHaveALongSize() throws PhotoException {
        ImageEnd.require("a", Format.AVIF, bytes(TYPE, META, big(0), "mdat", 1, 2, 3));
        byte[] large = bytes(TYPE, META, big(1), "mdat", big(0), big(19), 1, 2, 3);
        ImageEnd.require("a", Format.AVIF, large);
        assertCutOff(large, large.length - 1);
    }
}
