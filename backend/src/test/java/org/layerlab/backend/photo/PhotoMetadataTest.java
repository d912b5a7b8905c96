package org.layerlab.backend.photo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoPreparation;

/** What lies beside the picture in a file costs next to nothing. */
class PhotoMetadataTest {
    private static byte[] prepare(byte[] file) throws PhotoException {
        return new PhotoDecoder().prepare("a", file, PhotoPreparation.TUTORIAL);
    }

    /** A PNG with many chunks of a kind right after its header, each of which inflates to a megabyte. */
    private static byte[] withTexts(byte[] png, String type, int count) {
        Deflater deflater = new Deflater(9);
        deflater.setInput(new byte[1 << 20]);
        deflater.finish();
        byte[] text = new byte[4096];
        int length = deflater.deflate(text);
        deflater.end();
        String head = type.equals("iTXt") ? "k\0\1\0\0\0" : "k\0\0";
        ByteBuffer chunk = ByteBuffer.allocate(12 + head.length() + length);
        chunk.putInt(head.length() + length).put((type + head).getBytes(StandardCharsets.ISO_8859_1));
        chunk.put(text, 0, length);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, chunk.position() - 4);
        chunk.putInt((int) crc.getValue());
        ByteBuffer out = ByteBuffer.allocate(png.length + count * chunk.capacity());
        out.put(png, 0, 33);
        for (int i = 0; i < count; i++) {
            out.put(chunk.array());
        }
        return out.put(png, 33, png.length - 33).array();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zTXt", "iTXt"})
    void textsInAPngAreNotInflated(String type) throws Exception {
        BufferedImage palette = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_INDEXED);
        palette.getGraphics().drawImage(PhotoDecoderTest.quarters(BufferedImage.TYPE_INT_RGB, 64, 64), 0, 0, null);
        for (BufferedImage image : List.of(PhotoDecoderTest.quarters(BufferedImage.TYPE_3BYTE_BGR, 64, 64), palette)) {
            byte[] plain = PhotoDecoderTest.written("png", image);
            byte[] file = withTexts(plain, type, 300);
            byte[] expected = prepare(plain);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            assertArrayEquals(expected, prepare(file));
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < 16 << 20, allocated + " bytes were allocated for a file of " + file.length);
        }
    }

    @Test
    void aLongCommentInAGifIsSkipped() throws Exception {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB);
        image.getGraphics().drawImage(PhotoDecoderTest.quarters(BufferedImage.TYPE_INT_ARGB, 32, 64), 0, 0, null);
        byte[] plain = PhotoDecoderTest.written("gif", image);
        byte[] expected = prepare(plain);
        assertEquals(0xffffff, Pixels.at(expected, 8, 40));
        int colors = 13 + 3 * (2 << (plain[10] & 7));
        int blocks = 8000;
        ByteBuffer file = ByteBuffer.allocate(plain.length + 3 + 256 * blocks);
        file.put(plain, 0, colors).put((byte) 0x21).put((byte) 0xfe);
        for (int i = 0; i < blocks; i++) {
            file.put((byte) 255).position(file.position() + 255);
        }
        file.put((byte) 0).put(plain, colors, plain.length - colors);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertArrayEquals(expected, prepare(file.array()));
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 8 << 20, allocated + " bytes were allocated for a file of " + file.capacity());
    }
}
