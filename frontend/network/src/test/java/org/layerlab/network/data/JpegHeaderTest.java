package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.layerlab.network.data.ImageHeaderTest.bytes;
import static org.layerlab.network.data.ImageHeaderTest.exif;
import static org.layerlab.network.data.ImageHeaderTest.jpeg;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.ImageHeader.Format;

class JpegHeaderTest {
    /** From the frame header of {@link ImageHeaderTest#jpeg} to the end. */
    private static final int FRAME = 21;

    private static String refusal(byte[] file) {
        return assertThrows(PhotoException.class, () -> ImageHeader.read("it.jpg", file))
                .getMessage();
    }

    /** T.81 lets it stand anywhere before the scan. */
    @Test
    void anOrientationBehindTheFrameHeaderCounts() throws PhotoException {
        byte[] exif = exif(6, ByteOrder.BIG_ENDIAN);
        byte[] segment = bytes(0xff, 0xe1, 0, 8 + exif.length, "Exif\0\0", exif);
        byte[] plain = jpeg(new byte[0], 40, 30);
        int scan = plain.length - 2;
        byte[] late = bytes(Arrays.copyOf(plain, scan), segment, 0xff, 0xda);
        List<Integer> places = new ArrayList<>();
        assertEquals(new ImageHeader(Format.JPEG, 40, 30, 6), ImageHeader.read("a", late, places::add));
        assertEquals(1, places.size());
        late[places.get(0)] = 1;
        assertEquals(new ImageHeader(Format.JPEG, 40, 30, 1), ImageHeader.read("a", late));

        byte[] first = jpeg(exif(3, ByteOrder.BIG_ENDIAN), 40, 30);
        byte[] both = bytes(Arrays.copyOf(first, first.length - 2), segment, 0xff, 0xda);
        assertEquals(3, ImageHeader.read("a", both).orientation(), "the first counts");
        assertEquals(1, ImageHeader.read("a", bytes(plain, segment)).orientation(), "behind the scan");
        for (int length = scan; length < late.length; length++) {
            assertEquals(40, ImageHeader.read("a", Arrays.copyOf(late, length)).width(), "cut off after " + length);
        }
    }

    /** Chromium does not look at it; what is read here is taken out before any browser decodes. */
    @Test
    void theByteAfterExifAndItsZeroDoesNotMatter() throws PhotoException {
        byte[] file = jpeg(exif(6, ByteOrder.LITTLE_ENDIAN), 40, 30);
        int exif = new String(file, StandardCharsets.ISO_8859_1).indexOf("Exif");
        file[exif + 5] = 1;
        assertEquals(6, ImageHeader.read("a", file).orientation());
        file[exif + 4] = 1;
        assertEquals(1, ImageHeader.read("a", file).orientation());
    }

    @Test
    void jpegsThatBrowsersDoNotDecodeAreRefusedByName() {
        byte[] file = jpeg(new byte[0], 40, 30);
        int frame = file.length - FRAME;
        file[frame + 4] = 12;
        assertEquals("it.jpg is a JPEG of 12 bits a color; browsers decode those of 8 bits", refusal(file));
        file[frame + 4] = 8;
        for (int marker : new int[] {0xc3, 0xc5, 0xc6, 0xc7, 0xcb, 0xcd, 0xce, 0xcf}) {
            file[frame + 1] = (byte) marker;
            assertEquals(
                    "it.jpg is a lossless or hierarchical JPEG; browsers decode baseline and progressive ones",
                    refusal(file));
        }
    }

    private static String undecoded(Format format, byte[] file) {
        return new ImageHeader(format, 40, 30, 1).undecoded("a", file).getMessage();
    }

    @Test
    void whatABrowserCannotDecodeIsNamed() {
        byte[] file = jpeg(new byte[0], 40, 30);
        assertEquals("a is damaged: its picture cannot be decoded", undecoded(Format.JPEG, file));
        file[file.length - FRAME + 1] = (byte) 0xca;
        assertEquals(
                "a is a JPEG with arithmetic coding, which this browser cannot decode; save it as PNG first",
                undecoded(Format.JPEG, file));
        assertEquals(
                "a is a HEIC, which this browser cannot decode; save it as JPEG or PNG first",
                undecoded(Format.HEIC, file));
    }
}
