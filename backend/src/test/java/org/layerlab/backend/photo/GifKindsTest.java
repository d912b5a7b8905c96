package org.layerlab.backend.photo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoPreparation;

/** GIFs that Java does not write: made of one by other blocks, and damaged. */
class GifKindsTest {
    private static final int SIDE = 64;

    private BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    private byte[] gif = {};

    private int descriptor;

    /** Where the picture's data begin, with the number of bits of a pixel. */
    private int data;

    @BeforeEach
    void makeAGif() throws Exception {
        image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_INDEXED);
        Random random = new Random(1);
        for (int p = 0; p < SIDE * SIDE; p++) {
            image.getRaster().setSample(p % SIDE, p / SIDE, 0, random.nextInt(8) * random.nextInt(25));
        }
        gif = PhotoDecoderTest.written("gif", image);
        descriptor = 13 + 3 * (2 << (gif[10] & 7));
        while (gif[descriptor] == 0x21) {
            descriptor += 2;
            while (gif[descriptor] != 0) {
                descriptor += 1 + (gif[descriptor] & 0xff);
            }
            descriptor++;
        }
        int flags = gif[descriptor + 9] & 0xff;
        data = descriptor + 10 + (flags < 0x80 ? 0 : 3 * (2 << (flags & 7)));
    }

    private static byte[] prepared(byte[] file) throws PhotoException {
        return new PhotoDecoder().prepare("a.gif", file, PhotoPreparation.TUTORIAL);
    }

    private static void assertDamaged(byte[] file) {
        assertEquals(
                "a.gif is damaged: its picture cannot be decoded",
                assertThrows(PhotoException.class, () -> prepared(file)).getMessage());
    }

    /** The compressed pixels. */
    private byte[] codes() {
        ByteArrayOutputStream codes = new ByteArrayOutputStream();
        for (int at = data + 1; gif[at] != 0; at += 1 + (gif[at] & 0xff)) {
            codes.write(gif, at + 1, gif[at] & 0xff);
        }
        return codes.toByteArray();
    }

    /** The same GIF with other compressed pixels, in blocks of this many bytes. */
    private byte[] with(byte[] codes, int block) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(gif, 0, data + 1);
        for (int at = 0; at < codes.length; at += block) {
            int length = Math.min(block, codes.length - at);
            out.write(length);
            out.write(codes, at, length);
        }
        out.write(0);
        out.write(';');
        return out.toByteArray();
    }

    @Test
    void thePixelsAreThoseOfTheFile() throws Exception {
        byte[] bgr = prepared(gif);
        for (int p = 0; p < SIDE * SIDE; p++) {
            assertEquals(image.getRGB(p % SIDE, p / SIDE) & 0xffffff, Pixels.at(bgr, p / SIDE, p % SIDE), "at " + p);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 17, 254, 255})
    void blocksOfAnyLengthGiveTheSamePicture(int block) throws Exception {
        assertArrayEquals(prepared(gif), prepared(with(codes(), block)));
    }

    @Test
    void aPictureThatEndsEarlyIsDamaged() {
        byte[] codes = codes();
        for (int length : new int[] {0, 1, 100, codes.length / 2, codes.length - 10}) {
            assertDamaged(with(Arrays.copyOf(codes, length), 255));
        }
        // As long as it should be, with codes that no string has yet.
        byte[] spoilt = codes.clone();
        Arrays.fill(spoilt, codes.length / 2, codes.length, (byte) 255);
        assertDamaged(with(spoilt, 255));
    }

    @Test
    void whatFollowsThePictureDoesNotMatter() throws Exception {
        byte[] codes = codes();
        assertArrayEquals(prepared(gif), prepared(with(Arrays.copyOf(codes, codes.length + 300), 255)));
    }

    @Test
    void codesOfNoKnownLengthAreDamage() {
        assertTrue(gif[data] >= 2 && gif[data] <= 8);
        for (int bits : new int[] {0, 9, 12, 255}) {
            gif[data] = (byte) bits;
            assertDamaged(gif);
        }
    }

    @Test
    void aPictureWithoutPixelsShowsTheWhiteScreen() throws Exception {
        assertEquals(0x2c, gif[descriptor]);
        gif[descriptor + 5] = 0;
        byte[] bgr = prepared(gif);
        for (int p = 0; p < SIDE * SIDE; p++) {
            assertEquals(0xffffff, Pixels.at(bgr, p / SIDE, p % SIDE));
        }
    }
}
