package org.layerlab.backend.photo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.ImageHeader;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoPreparation;

class JpegScansTest {
    /** What Java writes. */
    private static final int WRITTEN = 10;

    private static byte[] progressive(int side) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, side, side, Color.BLUE));
        graphics.fillRect(0, 0, side, side);
        graphics.dispose();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** The JPEG with its last scan repeated this many times. */
    private static byte[] withMoreScans(byte[] jpeg, int more) throws IOException {
        int end = jpeg.length - 2;
        int last = end;
        while (jpeg[last] != (byte) 0xff || jpeg[last + 1] != (byte) 0xda) {
            last--;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, end);
        for (int i = 0; i < more; i++) {
            out.write(jpeg, last, end - last);
        }
        out.write(jpeg, end, 2);
        return out.toByteArray();
    }

    private static byte[] prepare(byte[] file) throws PhotoException {
        return new PhotoDecoder().prepare("it.jpg", file, PhotoPreparation.TUTORIAL);
    }

    @Test
    void aPhotoOfThousandsOfScansIsRefused() throws Exception {
        byte[] file = withMoreScans(progressive(100), 3000 - WRITTEN);
        assertEquals(
                "it.jpg is a JPEG of 3000 scans; at most 100 are allowed for its size of 100×100",
                assertThrows(PhotoException.class, () -> prepare(file)).getMessage());
    }

    @Test
    void asManyScansAsAreTakenAreDecoded() throws Exception {
        byte[] file = progressive(100);
        assertEquals(WRITTEN, JpegScans.count(file));
        byte[] most = withMoreScans(file, JpegScans.MOST - WRITTEN);
        assertEquals(JpegScans.MOST, JpegScans.count(most));
        // What is refined once more has other last bits.
        assertEquals(prepare(file).length, prepare(most).length);
        byte[] over = withMoreScans(most, 1);
        assertThrows(PhotoException.class, () -> prepare(over));
    }

    @Test
    void aLargerPhotoMayHaveFewer() throws Exception {
        byte[] file = withMoreScans(progressive(100), 20);
        ImageHeader header = new ImageHeader(ImageHeader.Format.JPEG, 8000, 8000, 1);
        assertEquals(
                "large.jpg is a JPEG of 30 scans; at most 25 are allowed for its size of 8000×8000",
                assertThrows(PhotoException.class, () -> JpegScans.requireFew("large.jpg", header, file))
                        .getMessage());
        JpegScans.requireFew("large.jpg", header, progressive(100));
    }

    @Test
    void onlyScansOfTheImageCount() throws Exception {
        byte[] file = progressive(100);
        // A segment whose content looks like scans, as an EXIF's thumbnail does, and a second image behind the first.
        byte[] content = new byte[2000];
        for (int i = 0; i < content.length; i += 2) {
            content[i] = (byte) 0xff;
            content[i + 1] = (byte) 0xda;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, 2);
        out.write(new byte[] {(byte) 0xff, (byte) 0xe1, (byte) (2002 >> 8), (byte) 2002});
        out.write(content);
        out.write(file, 2, file.length - 2);
        out.write(file);
        out.write(content);
        assertEquals(WRITTEN, JpegScans.count(out.toByteArray()));
        assertArrayEquals(prepare(file), prepare(out.toByteArray()));
    }

    @Test
    void aTruncatedPhotoIsCountedAsFarAsItGoes() throws Exception {
        byte[] file = progressive(100);
        for (int length = 2; length < file.length; length++) {
            int scans = JpegScans.count(Arrays.copyOf(file, length));
            assertTrue(scans >= 0 && scans <= WRITTEN, scans + " scans in " + length + " bytes");
        }
    }
}
