package org.layerlab.backend.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngTest {
    @AfterEach
    void giveTheFolderBack() {
        ImageIO.setCacheDirectory(null);
    }

    /** As where the disk is full: ImageIO, asked to write to memory, makes a temporary file. */
    @Test
    void isWrittenWhereThereIsNoRoomForTemporaryFiles(@TempDir Path temp) throws Exception {
        Path gone = Files.createDirectory(temp.resolve("gone"));
        ImageIO.setCacheDirectory(gone.toFile());
        Files.delete(gone);
        BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(2, 1, 0x123456);
        byte[] png = Png.bytes(picture);
        ImageIO.setCacheDirectory(null);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(3, read.getWidth());
        assertEquals(0xff123456, read.getRGB(2, 1));
    }
}
