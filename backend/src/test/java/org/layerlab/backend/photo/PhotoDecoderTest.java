package org.layerlab.backend.photo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoPreparation;

class PhotoDecoderTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/resize");
    private static final Path PHOTO = Path.of("src/test/resources/photo");

    private static final int FEATURES = PhotoPreparation.TUTORIAL.features();

    private final PhotoDecoder decoder = new PhotoDecoder();

    private byte[] prepare(String name, byte[] file) throws PhotoException {
        return decoder.prepare(name, file, PhotoPreparation.TUTORIAL);
    }

    static byte[] written(String format, BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, format, out), "Java writes no such " + format);
        return out.toByteArray();
    }

    /** A JPEG of exactly these samples, with no marker that says what they mean. */
    private static byte[] bareJpeg(int bands, int... samples) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 64, 64, bands, new Point());
        for (int p = 0; p < 64 * 64; p++) {
            raster.setPixel(p % 64, p / 64, samples);
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(new IIOImage(raster, null, null));
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** The JPEG with one more segment right after its start. */
    private static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + content.length + 4);
        out.put(jpeg, 0, 2).put((byte) 0xff).put((byte) marker).putShort((short) (content.length + 2));
        out.put(content).put(jpeg, 2, jpeg.length - 2);
        return out.array();
    }

    private static byte[] withAdobe(byte[] jpeg, int transform) {
        byte[] content = Arrays.copyOf("Adobe".getBytes(StandardCharsets.ISO_8859_1), 12);
        content[6] = 100;
        content[11] = (byte) transform;
        return withSegment(jpeg, 0xee, content);
    }

    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        ByteBuffer exif = ByteBuffer.allocate(32);
        exif.put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(8)
                .putShort((short) 1);
        exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
        return withSegment(jpeg, 0xe1, exif.array());
    }

    /** Four quarters: red, green; blue, white. */
    static BufferedImage quarters(int type, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int top = x < width / 2 ? 0xffff0000 : 0xff00ff00;
                int bottom = x < width / 2 ? 0xff0000ff : 0xffffffff;
                image.setRGB(x, y, y < height / 2 ? top : bottom);
            }
        }
        return image;
    }

    /** The quarters' colors, by letter, near enough for a JPEG: from the top left, in reading order. */
    private static String quartersOf(byte[] bgr) {
        StringBuilder letters = new StringBuilder();
        for (int[] at : new int[][] {{16, 16}, {16, 48}, {48, 16}, {48, 48}}) {
            int rgb = Pixels.at(bgr, at[0], at[1]);
            letters.append(
                    switch (rgb & 0x808080) {
                        case 0x800000 -> 'r';
                        case 0x008000 -> 'g';
                        case 0x000080 -> 'b';
                        case 0x808080 -> 'w';
                        default -> '?';
                    });
        }
        return letters.toString();
    }

    private void assertAll(int rgb, byte[] file) throws PhotoException {
        byte[] bgr = prepare("a", file);
        for (int p = 0; p < 64 * 64; p++) {
            assertEquals(
                    Integer.toHexString(rgb), Integer.toHexString(Pixels.at(bgr, p / 64, p % 64)), "at pixel " + p);
        }
    }

    private String refusal(byte[] file) {
        return assertThrows(PhotoException.class, () -> prepare("it.png", file)).getMessage();
    }

    @ParameterizedTest
    @CsvSource({"1, rgbw", "2, grwb", "3, wbgr", "4, bwrg", "5, rbgw", "6, brwg", "7, wgbr", "8, gwrb"})
    void orientationOfAJpegIsUndone(int orientation, String expected) throws Exception {
        byte[] jpeg = written("jpeg", quarters(BufferedImage.TYPE_INT_RGB, 160, 96));
        assertEquals(expected, quartersOf(prepare("a", withOrientation(jpeg, orientation))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif"})
    void losslessFormatsGiveTheirColors(String format) throws Exception {
        byte[] bgr = prepare("a", written(format, quarters(BufferedImage.TYPE_3BYTE_BGR, 64, 64)));
        assertEquals(0xff0000, Pixels.at(bgr, 16, 16));
        assertEquals(0x00ff00, Pixels.at(bgr, 16, 48));
        assertEquals(0x0000ff, Pixels.at(bgr, 48, 16));
        assertEquals(0xffffff, Pixels.at(bgr, 48, 48));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void palettesAreWidenedAndTheirTransparentColorIsWhite(int bits) throws Exception {
        IndexColorModel palette = new IndexColorModel(
                bits, 2, new byte[] {10, 0}, new byte[] {20, 0}, new byte[] {30, 0}, /* transparent index */ 1);
        BufferedImage image = new BufferedImage(
                64, 64, bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY, palette);
        image.getRaster().setSample(5, 7, 0, 1);
        byte[] bgr = prepare("a", written("png", image));
        assertEquals(0x0a141e, Pixels.at(bgr, 0, 0));
        assertEquals(0xffffff, Pixels.at(bgr, 7, 5));
    }

    @Test
    void grayIsRepeatedInEachChannelAsItIs() throws Exception {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
        for (int p = 0; p < 64 * 64; p++) {
            image.getRaster().setSample(p % 64, p / 64, 0, p % 256);
        }
        for (String format : List.of("png", "bmp")) {
            byte[] bgr = prepare("a", written(format, image));
            for (int p = 0; p < 64 * 64; p++) {
                assertEquals(p % 256 * 0x010101, Pixels.at(bgr, p / 64, p % 64), format);
            }
        }
        assertAll(0x4d4d4d, bareJpeg(1, 0x4d));
    }

    private static BufferedImage ofSamples(int transferType, int colorSpace, boolean alpha, int... samples) {
        ColorSpace space = ColorSpace.getInstance(colorSpace);
        int[] bits = new int[samples.length];
        Arrays.fill(bits, DataBuffer.getDataTypeSize(transferType));
        ComponentColorModel model = new ComponentColorModel(
                space, bits, alpha, false, alpha ? BufferedImage.TRANSLUCENT : BufferedImage.OPAQUE, transferType);
        WritableRaster raster = model.createCompatibleWritableRaster(64, 64);
        for (int p = 0; p < 64 * 64; p++) {
            raster.setPixel(p % 64, p / 64, samples);
        }
        return new BufferedImage(model, raster, false, null);
    }

    @Test
    void alphaIsLaidOverWhiteInGrayAndColor() throws Exception {
        int eight = DataBuffer.TYPE_BYTE;
        int white = 127; // 255 · (1 − 128/255)
        assertAll((50 + white) * 0x010101, written("png", ofSamples(eight, ColorSpace.CS_GRAY, true, 100, 128)));
        assertAll(
                (50 + white) << 16 | white << 8 | 255,
                written("png", ofSamples(eight, ColorSpace.CS_sRGB, true, 100, 0, 255, 128)));
        assertAll(0xffffff, written("png", ofSamples(eight, ColorSpace.CS_sRGB, true, 1, 2, 3, 0)));
    }

    @Test
    void sixteenBitsAreCutToTheirHighByte() throws Exception {
        int sixteen = DataBuffer.TYPE_USHORT;
        assertAll(0x12fe80, written("png", ofSamples(sixteen, ColorSpace.CS_sRGB, false, 0x12ff, 0xfeff, 0x8000)));
        assertAll(0x343434, written("png", ofSamples(sixteen, ColorSpace.CS_GRAY, false, 0x34ff)));
        assertAll(
                0x12fe80, written("png", ofSamples(sixteen, ColorSpace.CS_sRGB, true, 0x12ff, 0xfeff, 0x8000, 0xffff)));
    }

    @Test
    void jpegColorsAreThoseTheMarkersName() throws Exception {
        // Y = 100, Cb = 90, Cr = 200 is R = 201, G = 62, B = 33 by the JFIF equations.
        byte[] threeBands = bareJpeg(3, 100, 90, 200);
        assertAll(0xc93e21, withAdobe(threeBands, 1));
        assertAll(0x645ac8, withAdobe(threeBands, 0));
        // Adobe's CMYK is stored inverted: 255 means no ink.
        byte[] fourBands = bareJpeg(4, 100, 90, 200, 128);
        assertAll(0x322d64, withAdobe(fourBands, 0)); // 100·128/255, …
        assertAll(0x322d64, fourBands);
        assertAll(0x1b606f, withAdobe(fourBands, 2)); // (255 − 201)·128/255, …
        assertAll(0xffffff, withAdobe(bareJpeg(4, 255, 255, 255, 255), 0));
    }

    @Test
    void webpIsDecoded() throws Exception {
        // The lossless one holds the pixels of a golden image, so that it has to give the same.
        byte[] png = prepare("png", Files.readAllBytes(GOLDEN.resolve("04-33x47.png")));
        assertArrayEquals(png, prepare("webp", Files.readAllBytes(PHOTO.resolve("lossless.webp"))));
        byte[] original = prepare("png", Files.readAllBytes(GOLDEN.resolve("01-128x128.png")));
        byte[] lossy = prepare("webp", Files.readAllBytes(PHOTO.resolve("lossy.webp")));
        double sum = 0;
        for (int i = 0; i < FEATURES; i++) {
            sum += Math.abs((original[i] & 0xff) - (lossy[i] & 0xff));
        }
        assertTrue(sum / FEATURES < 8, "mean difference " + sum / FEATURES + " of 255");
    }

    @Test
    void aGifsPictureLiesAtItsPlaceOnAWhiteScreen() throws Exception {
        byte[] gif = written("gif", quarters(BufferedImage.TYPE_3BYTE_BGR, 32, 32));
        gif[6] = 64; // the screen's width
        gif[8] = 64; // and height
        int descriptor = 13 + 3 * (2 << (gif[10] & 7));
        while (gif[descriptor] == 0x21) { // an extension: two bytes, then blocks until an empty one
            descriptor += 2;
            while (gif[descriptor] != 0) {
                descriptor += 1 + (gif[descriptor] & 0xff);
            }
            descriptor++;
        }
        assertEquals(0x2c, gif[descriptor]);
        gif[descriptor + 1] = 32; // from the left
        byte[] bgr = prepare("a.gif", gif);
        assertEquals(0xffffff, Pixels.at(bgr, 8, 8));
        assertEquals(0xff0000, Pixels.at(bgr, 8, 40));
        assertEquals(0x00ff00, Pixels.at(bgr, 8, 56));
        assertEquals(0x0000ff, Pixels.at(bgr, 24, 40));
        assertEquals(0xffffff, Pixels.at(bgr, 40, 40));
    }

    @Test
    void whatIsNoPhotoIsRefused() {
        assertEquals("it.png is empty (0 bytes)", refusal(new byte[0]));
        assertTrue(refusal("just text".getBytes(StandardCharsets.UTF_8)).startsWith("it.png is not an image"));
    }

    private static byte[] pngClaiming(int width, int height) {
        ByteBuffer png = ByteBuffer.allocate(45);
        png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}).putInt(13);
        png.put("IHDR".getBytes(StandardCharsets.ISO_8859_1)).putInt(width).putInt(height);
        png.put(new byte[] {8, 6, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(png.array(), 12, 17);
        png.putInt((int) crc.getValue()).putInt(0).put("IDAT".getBytes(StandardCharsets.ISO_8859_1));
        return png.array();
    }

    @Test
    void aSmallFileOf100MegapixelsIsRefusedBeforeAnythingIsAllocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] png = pngClaiming(10_000, 10_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        assertEquals("it.png is 10000×10000 = 100 megapixels; at most 64 are allowed", refusal(png));
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 1 << 20, allocated + " bytes were allocated");
    }

    @Test
    void aPngWithoutItsPixelsIsDamaged() {
        byte[] png = pngClaiming(10, 10);
        byte[] ended = Arrays.copyOf(png, png.length + 12);
        System.arraycopy("\0\0\0\0\0\0\0\0IEND".getBytes(StandardCharsets.ISO_8859_1), 0, ended, png.length - 4, 12);
        assertEquals("it.png is damaged: its picture cannot be decoded", refusal(ended));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "bmp", "lossless.webp", "lossy.webp", "alpha.webp"})
    void aFileThatEndsEarlyIsRefusedWhereverItEnds(String format) throws Exception {
        byte[] whole = format.endsWith(".webp")
                ? Files.readAllBytes(PHOTO.resolve(format))
                : written(format, quarters(BufferedImage.TYPE_INT_RGB, 64, 48));
        prepare("a", whole);
        // Behind a GIF's picture there is another byte.
        int picture = format.equals("gif") ? whole.length - 1 : whole.length;
        prepare("a", Arrays.copyOf(whole, whole.length + 1000));
        for (int length = 100; length < picture; length += 1 + (picture - length) / 9) {
            assertTrue(
                    refusal(Arrays.copyOf(whole, length)).startsWith("it.png is cut off: it ends "), format + length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alpha", "segments", "simple-filter"})
    void aLossyWebpHasThePixelsThatDwebpHas(String name) throws Exception {
        byte[] png = prepare("png", Files.readAllBytes(PHOTO.resolve(name + ".png")));
        assertArrayEquals(png, prepare("webp", Files.readAllBytes(PHOTO.resolve(name + ".webp"))));
    }

    @Test
    void whatOnlyBrowsersDecodeIsNamed() {
        String size = "\0\0\0\24ispe\0\0\0\0\0\0\0\50\0\0\0\36";
        byte[] avif = ("\0\0\0\30ftypavif\0\0\0\0avifmif1" + size).getBytes(StandardCharsets.ISO_8859_1);
        byte[] heic = ("\0\0\0\30ftypheic\0\0\0\0heicmif1" + size).getBytes(StandardCharsets.ISO_8859_1);
        assertEquals("it.png is an AVIF, which only the page takes; save it as JPEG or PNG first", refusal(avif));
        assertEquals("it.png is a HEIC, which only some browsers decode; save it as JPEG or PNG first", refusal(heic));
    }

    @Test
    void aWebpIsNotReadOnBehindItsEnd() {
        byte[] file = HexFormat.of()
                .parseHex("524946466a0f0000574542505650384c5d0f00002f20800b0009336ddb7cdd66"
                        + "fe90ab6188e8ff046006ca3765c1a0912445757cfe95c2330861d83692221f5f"
                        + "ffb5e20000000000001ea02b74ffed8c3ccff63f6e07ffb50008e7df6ffb05");
        // Its lengths are right, but not what is in it.
        ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(4, file.length - 8)
                .putInt(16, file.length - 20);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertEquals("it.png is damaged: its picture cannot be decoded", refusal(file));
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 512 << 20, allocated + " bytes were allocated");
    }

    @Test
    void damagedFilesEndInPixelsOrInAPhotoException() throws Exception {
        List<byte[]> files = List.of(
                Files.readAllBytes(GOLDEN.resolve("06-7x200.png")),
                Files.readAllBytes(PHOTO.resolve("lossless.webp")),
                Files.readAllBytes(PHOTO.resolve("lossy.webp")),
                Files.readAllBytes(PHOTO.resolve("alpha.webp")),
                written("jpeg", quarters(BufferedImage.TYPE_INT_RGB, 40, 40)),
                written("gif", quarters(BufferedImage.TYPE_INT_RGB, 40, 40)),
                written("bmp", quarters(BufferedImage.TYPE_INT_RGB, 40, 40)));
        Random random = new Random(1);
        for (byte[] file : files) {
            for (int i = 0; i < 200; i++) {
                byte[] damaged = Arrays.copyOf(file, i % 2 == 0 ? file.length : 1 + random.nextInt(file.length));
                for (int k = random.nextInt(8); k >= 0; k--) {
                    // Half of the damage in the headers, where the lengths are.
                    int at = random.nextInt(random.nextBoolean() ? Math.min(100, damaged.length) : damaged.length);
                    damaged[at] = (byte) random.nextInt(256);
                }
                decodeOrRefuse(damaged);
            }
        }
    }

    private void decodeOrRefuse(byte[] file) {
        try {
            assertEquals(FEATURES, prepare("a", file).length);
        } catch (PhotoException e) {
            assertTrue(e.getMessage().startsWith("a "), e.getMessage());
        }
    }
}
