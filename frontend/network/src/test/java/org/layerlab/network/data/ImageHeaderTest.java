package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.ImageHeader.Format;

class ImageHeaderTest {
    /** Bytes from text and numbers: strings as Latin-1, ints as one byte each. */
    static byte[] bytes(Object... parts) {
        ByteBuffer out = ByteBuffer.allocate(4096);
        for (Object part : parts) {
            if (part instanceof String text) {
                out.put(text.getBytes(StandardCharsets.ISO_8859_1));
            } else if (part instanceof byte[] raw) {
                out.put(raw);
            } else {
                out.put(((Integer) part).byteValue());
            }
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] int32(int value, ByteOrder order) {
        return ByteBuffer.allocate(4).order(order).putInt(value).array();
    }

    static byte[] big(int value) {
        return int32(value, ByteOrder.BIG_ENDIAN);
    }

    private static byte[] little(int value) {
        return int32(value, ByteOrder.LITTLE_ENDIAN);
    }

    /** A TIFF structure with two entries, the second of which is the orientation. */
    static byte[] exif(int orientation, ByteOrder order) {
        ByteBuffer tiff = ByteBuffer.allocate(38).order(order);
        tiff.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.ISO_8859_1));
        tiff.putShort((short) 42).putInt(8).putShort((short) 2);
        tiff.putShort((short) 0x010f).putShort((short) 2).putInt(1).putInt(0);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
        return tiff.array();
    }

    static byte[] jpeg(byte[] tiff, int width, int height) {
        int length = 8 + tiff.length;
        return bytes(
                0xff,
                0xd8,
                0xff,
                0xe0,
                0,
                16,
                "JFIF\0",
                1,
                1,
                0,
                0,
                1,
                0,
                1,
                0,
                0,
                0xff,
                0xe1,
                length >> 8,
                length,
                "Exif\0\0",
                tiff,
                0xff,
                0xff,
                0xff,
                0xc2,
                0,
                17,
                8,
                height >> 8,
                height,
                width >> 8,
                width,
                3,
                1,
                0x22,
                0,
                2,
                0x11,
                1,
                3,
                0x11,
                1,
                0xff,
                0xda);
    }

    private static byte[] png(int width, int height) {
        return bytes(
                0x89,
                "PNG\r\n",
                0x1a,
                "\n",
                big(13),
                "IHDR",
                big(width),
                big(height),
                8,
                2,
                0,
                0,
                0,
                big(0),
                big(38),
                "eXIf",
                exif(3, ByteOrder.BIG_ENDIAN),
                big(0),
                big(0),
                "IEND",
                big(0));
    }

    private static byte[] webp(String chunk, Object... content) {
        byte[] inside = bytes(content);
        return bytes("RIFF", little(inside.length + 12), "WEBP", chunk, little(inside.length), inside);
    }

    private static byte[] webpExtended(int width, int height) {
        byte[] canvas = bytes(8, 0, 0, 0, width - 1, (width - 1) >> 8, (width - 1) >> 16);
        byte[] tall = bytes(height - 1, (height - 1) >> 8, (height - 1) >> 16);
        return bytes(
                "RIFF",
                little(100),
                "WEBPVP8X",
                little(10),
                canvas,
                tall,
                "ALPH",
                little(3),
                1,
                2,
                3,
                0,
                "EXIF",
                little(38),
                exif(6, ByteOrder.LITTLE_ENDIAN));
    }

    private static byte[] bmp(int width, int height) {
        return bytes("BM", new byte[12], little(40), little(width), little(height), new byte[28]);
    }

    private static String refusal(byte[] bytes) {
        return assertThrows(PhotoException.class, () -> ImageHeader.read("it.jpg", bytes))
                .getMessage();
    }

    @Test
    void eachFormatTellsItsSize() throws PhotoException {
        assertEquals(
                new ImageHeader(Format.JPEG, 4000, 3000, 6),
                ImageHeader.read("a", jpeg(exif(6, ByteOrder.BIG_ENDIAN), 4000, 3000)));
        assertEquals(new ImageHeader(Format.PNG, 70_000, 3, 3), ImageHeader.read("a", png(70_000, 3)));
        assertEquals(
                new ImageHeader(Format.GIF, 300, 200, 1),
                ImageHeader.read("a", bytes("GIF89a", 300 & 255, 300 >> 8, 200, 0, 0, 0, 0)));
        assertEquals(
                new ImageHeader(Format.WEBP, 300, 200, 1),
                ImageHeader.read("a", webp("VP8 ", 0, 0, 0, 0x9d, 1, 0x2a, 300 & 255, 300 >> 8 | 0x40, 200, 0, 0, 0)));
        assertEquals(
                new ImageHeader(Format.WEBP, 300, 200, 1),
                ImageHeader.read("a", webp("VP8L", 0x2f, little(299 | 199 << 14 | 1 << 28), 0)));
        assertEquals(new ImageHeader(Format.WEBP, 5000, 4000, 6), ImageHeader.read("a", webpExtended(5000, 4000)));
        assertEquals(new ImageHeader(Format.BMP, 300, 200, 1), ImageHeader.read("a", bmp(300, -200)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void orientationIsReadInBothByteOrders(int orientation) throws PhotoException {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            ImageHeader header = ImageHeader.read("a", jpeg(exif(orientation, order), 40, 30));
            assertEquals(new ImageHeader(Format.JPEG, 40, 30, orientation), header);
        }
    }

    @Test
    void aSpoiltOrientationIsTakenForUpright() throws PhotoException {
        byte[] far = exif(6, ByteOrder.BIG_ENDIAN);
        far[4] = (byte) 0xff; // the directory begins beyond 4 GB
        byte[] many = exif(6, ByteOrder.BIG_ENDIAN);
        many[8] = (byte) 0xff; // 65,282 entries
        many[23] = 0; // none of which is the orientation
        for (byte[] tiff : List.of(
                exif(0, ByteOrder.BIG_ENDIAN), exif(9, ByteOrder.LITTLE_ENDIAN), far, many, new byte[0], bytes("MM"))) {
            assertEquals(1, ImageHeader.read("a", jpeg(tiff, 40, 30)).orientation());
        }
    }

    @Test
    void anEmptyFileIsRefused() {
        assertEquals("it.jpg is empty (0 bytes)", refusal(new byte[0]));
    }

    @Test
    void textIsNoImage() {
        String message = refusal(bytes("Dear diary, today I saw a cat."));
        assertEquals("it.jpg is not an image; LayerLab reads JPEG, PNG, WebP, GIF, and BMP", message);
        assertEquals(message, refusal(bytes("BMW builds cars, but no photos of cats or dogs.")));
    }

    @Test
    void otherFormatsAreRefusedByName() {
        List<Map.Entry<String, byte[]>> cases = List.of(
                Map.entry("a JPEG XL", bytes(big(12), "JXL ", 13, 10)),
                Map.entry("a HEIF", bytes(big(24), "ftypmif1", big(0), "mif1miaf")),
                Map.entry("a QuickTime video", bytes(big(20), "ftypqt  ", big(0), "qt  ")),
                Map.entry("an MP4 video", bytes(big(24), "ftypisom", big(0), "isomavc1")),
                Map.entry("a TIFF", bytes("II", 42, 0, little(8))),
                Map.entry("a TIFF", bytes("MM", 0, 42, big(8))),
                Map.entry("an SVG drawing", bytes(0xef, 0xbb, 0xbf, "<?xml version='1.0'?>\n<svg xmlns=''/>")),
                Map.entry("an SVG drawing", bytes("  <SVG></SVG>")),
                Map.entry("a PDF", bytes("%PDF-1.7")),
                Map.entry("a zip archive", bytes("PK", 3, 4, 0)),
                Map.entry("a video", bytes("RIFF", little(100), "AVI LIST")),
                Map.entry("a JPEG XL", bytes(0xff, 0x0a, 0, 0)));
        for (Map.Entry<String, byte[]> each : cases) {
            String message = refusal(each.getValue());
            assertTrue(message.startsWith("it.jpg is " + each.getKey()), message);
            assertTrue(message.contains("LayerLab reads"), message);
        }
        assertTrue(refusal(cases.get(0).getValue()).contains("save it as JPEG first"));
    }

    /** A box of the format that films are stored in, which still pictures took over. */
    private static byte[] isoMedia(String brand, int width, int height) {
        return bytes(
                big(24),
                "ftypmif1",
                big(0),
                "mif1",
                brand,
                big(40),
                "ipco",
                big(20),
                "ispe",
                big(0),
                big(10),
                big(7),
                big(20),
                "ispe",
                big(0),
                big(width),
                big(height));
    }

    @Test
    void theLargestPictureOfAnAvifOrAHeicCounts() throws PhotoException {
        assertEquals(new ImageHeader(Format.AVIF, 4000, 3000, 1), ImageHeader.read("a", isoMedia("avif", 4000, 3000)));
        assertEquals(new ImageHeader(Format.HEIC, 4000, 3000, 1), ImageHeader.read("a", isoMedia("heic", 4000, 3000)));
        assertEquals(
                "it.jpg is 10000×10000 = 100 megapixels; at most 64 are allowed",
                refusal(isoMedia("avif", 10_000, 10_000)));
        byte[] whole = isoMedia("heic", 40, 30);
        assertTrue(refusal(Arrays.copyOf(whole, 40)).startsWith("it.jpg is cut off"), "no size");
    }

    @Test
    void theFirstOrientationCountsAndEachIsNamed() throws PhotoException {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            byte[] one = jpeg(exif(6, order), 40, 30);
            byte[] segment = bytes(0xff, 0xe1, 0, 8 + exif(3, order).length, "Exif\0\0", exif(3, order));
            byte[] two = bytes(Arrays.copyOf(one, 2), segment, Arrays.copyOfRange(one, 2, one.length));
            List<Integer> places = new ArrayList<>();
            assertEquals(3, ImageHeader.read("a", two, places::add).orientation());
            assertEquals(2, places.size());
            for (int at : places) {
                two[at] = 1;
            }
            assertEquals(
                    new ImageHeader(Format.JPEG, 40, 30, 1), ImageHeader.read("a", two, at -> fail("it is upright")));
        }
    }

    @Test
    void moreThan64MegapixelsAreRefused() throws PhotoException {
        assertEquals("it.jpg is 10000×10000 = 100 megapixels; at most 64 are allowed", refusal(png(10_000, 10_000)));
        assertEquals("it.jpg is 8000×8001 = 64.1 megapixels; at most 64 are allowed", refusal(png(8000, 8001)));
        assertEquals(8000, ImageHeader.read("a", png(8000, 8000)).width());
        // Products that are small, or negative, in 32 bits.
        for (byte[] huge : List.of(
                png(65_536, 65_536),
                png(Integer.MAX_VALUE, Integer.MAX_VALUE),
                png(-1, -1),
                webpExtended(1 << 24, 1 << 24),
                bmp(Integer.MAX_VALUE, Integer.MIN_VALUE),
                jpeg(new byte[0], 65_535, 65_535))) {
            assertTrue(refusal(huge).contains("at most 64 are allowed"), refusal(huge));
        }
    }

    @Test
    void aFileOver32MegabytesIsRefused() throws PhotoException {
        ImageHeader.requireLength("a", ImageHeader.MAX_BYTES);
        PhotoException e =
                assertThrows(PhotoException.class, () -> ImageHeader.requireLength("a.png", (32 << 20) + 1L));
        assertEquals("a.png has 32.1 MB; at most 32 are allowed", e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "5, 0"})
    void anImageWithoutPixelsIsRefused(int width, int height) {
        assertTrue(refusal(png(width, height)).contains(width + "×" + height));
        assertTrue(refusal(jpeg(new byte[0], width, height)).contains(width + "×" + height));
    }

    @Test
    void everyTruncationAndManyDamagesEndInAHeaderOrInAPhotoException() {
        List<byte[]> files = List.of(
                jpeg(exif(6, ByteOrder.BIG_ENDIAN), 40, 30),
                png(40, 30),
                webpExtended(40, 30),
                webp("VP8 ", 0, 0, 0, 0x9d, 1, 0x2a, 40, 0, 30, 0, 0, 0),
                webp("VP8L", 0x2f, little(39 | 29 << 14), 0),
                bytes("GIF89a", 40, 0, 30, 0, 0, 0, 0),
                bmp(40, 30),
                bytes(big(24), "ftypmif1", big(0), "mif1heic"));
        Random random = new Random(1);
        for (byte[] file : files) {
            for (int length = 0; length < file.length; length++) {
                readOrRefuse(Arrays.copyOf(file, length));
            }
            for (int i = 0; i < 20_000; i++) {
                byte[] damaged = file.clone();
                for (int k = random.nextInt(4); k >= 0; k--) {
                    damaged[random.nextInt(damaged.length)] = (byte) (random.nextBoolean() ? 255 : random.nextInt(256));
                }
                readOrRefuse(damaged);
            }
        }
    }

    private static void readOrRefuse(byte[] file) {
        try {
            ImageHeader header = ImageHeader.read("a", file);
            assertTrue(header.width() > 0 && header.height() > 0);
            assertTrue((long) header.width() * header.height() <= ImageHeader.MAX_PIXELS);
            assertTrue(header.orientation() >= 1 && header.orientation() <= 8);
        } catch (PhotoException e) {
            assertTrue(e.getMessage().startsWith("a "), e.getMessage());
        }
    }
}
