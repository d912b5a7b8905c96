package org.layerlab.backend.photo;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures that are drawn here as PNG files. */
public final class Png {
    private Png() {}

    /**
     * The file's bytes; the same picture gives the same ones. ImageIO's own way to them is through a temporary file, which
     * fails where the disk is full, and while the program ends.
     */
    public static byte[] bytes(RenderedImage picture) {
        ByteArrayOutputStream png = new ByteArrayOutputStream(1 << 15);
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
            if (!ImageIO.write(picture, "png", out)) {
                throw new IllegalStateException("this Java platform writes no PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a PNG cannot be written to memory", e);
        }
        return png.toByteArray();
    }
}
