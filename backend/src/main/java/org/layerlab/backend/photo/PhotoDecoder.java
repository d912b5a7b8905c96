package org.layerlab.backend.photo;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.layerlab.network.data.ImageHeader;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.PhotoRows;
import org.w3c.dom.Element;

/**
 * Turns an image file into network input. It sees what OpenCV sees: stored samples, without color profiles, gray
 * repeated in each channel, the high byte of 16-bit samples. Like a browser, it blends alpha over white, applies the
 * EXIF orientation, and takes the first frame of an animation.
 *
 * <p>A truncated JPEG is decoded as far as it goes, as in browsers; other formats must be complete.
 *
 * <p>Safe to share between threads.
 */
public final class PhotoDecoder {
    // Readers are chosen by hand rather than looked up by format: the look-up depends on service files, which a fat jar
    // may lose, and on the order of the class path.
    private final ImageReaderSpi jpeg = jdkReader("jpeg");
    private final ImageReaderSpi png = jdkReader("png");
    private final ImageReaderSpi gif = jdkReader("gif");
    private final ImageReaderSpi bmp = jdkReader("bmp");
    private final ImageReaderSpi webp = new WebPImageReaderSpi();

    /** Reads JPEGs that the JDK's reader rejects: lossless ones, and ones with odd or damaged metadata. */
    private final ImageReaderSpi lenientJpeg = lenientJpegReader();

    /** What to get from a reader that has its input. */
    @FunctionalInterface
    private interface Step<T> {
        T of(ImageReader reader) throws IOException, PhotoException;
    }

    /**
     * The network's input from an image file.
     *
     * @param name the name of the file in messages
     * @param bytes the whole file: JPEG, PNG, WebP, GIF or BMP; not modified
     * @param how the photo becomes the network's input
     * @return {@link PhotoPreparation#features} bytes of shape (side, side, 3), row by row
     * @throws PhotoException when the file is empty, too large, not a supported image, or damaged
     */
    public byte[] prepare(String name, byte[] bytes, PhotoPreparation how) throws PhotoException {
        ImageHeader header = ImageHeader.read(name, bytes);
        return switch (header.format()) {
            case JPEG -> jpeg(name, header, bytes, how);
            case PNG -> image(name, header, png, bytes, how);
            case GIF -> gif(name, header, bytes, how);
            case BMP -> image(name, header, bmp, bytes, how);
            case WEBP -> image(name, header, webp, withoutProfile(bytes), how);
        };
    }

    private byte[] jpeg(String name, ImageHeader header, byte[] bytes, PhotoPreparation how) throws PhotoException {
        JpegScans.requireFew(name, header, bytes);
        try {
            // Raw samples rather than a BufferedImage: faster, without color profiles, and CMYK works too.
            return read(name, jpeg, bytes, reader -> {
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                if ((long) width * height > JpegBands.MOST_PIXELS) {
                    PhotoRows bands = new JpegBands(bytes, reader, width, height);
                    return how.prepare(width, height, bands, header.orientation());
                }
                JpegSamples samples = JpegSamples.of(bytes, reader.readRaster(0, null));
                return how.prepare(samples.width(), samples.height(), samples, header.orientation());
            });
        } catch (PhotoException e) {
            try {
                return image(name, header, lenientJpeg, bytes, how);
            } catch (PhotoException again) {
                e.addSuppressed(again);
                throw e;
            }
        }
    }

    private static byte[] image(String name, ImageHeader header, ImageReaderSpi spi, byte[] bytes, PhotoPreparation how)
            throws PhotoException {
        BufferedImage image = read(name, spi, bytes, reader -> reader.read(0));
        return how.prepare(image.getWidth(), image.getHeight(), ImageRows.of(image), header.orientation());
    }

    /** The first frame of a GIF at its place on the screen, which it need not fill. */
    private byte[] gif(String name, ImageHeader header, byte[] bytes, PhotoPreparation how) throws PhotoException {
        return read(name, gif, bytes, reader -> {
            BufferedImage picture = reader.read(0);
            IIOMetadataNode place =
                    (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_gif_image_1.0");
            Element descriptor =
                    (Element) place.getElementsByTagName("ImageDescriptor").item(0);
            int left = Integer.parseInt(descriptor.getAttribute("imageLeftPosition"));
            int top = Integer.parseInt(descriptor.getAttribute("imageTopPosition"));
            int width = Math.max(header.width(), left + picture.getWidth());
            int height = Math.max(header.height(), top + picture.getHeight());
            ImageHeader.requirePixels(name, width, height);
            PhotoRows inside = ImageRows.of(picture);
            byte[] row = new byte[4 * picture.getWidth()];
            PhotoRows screen = (y, rgba) -> {
                Arrays.fill(rgba, (byte) 0); // transparent
                if (y >= top && y < top + picture.getHeight()) {
                    inside.read(y - top, row);
                    System.arraycopy(row, 0, rgba, 4 * left, row.length);
                }
            };
            return how.prepare(width, height, screen, 1);
        });
    }

    private static <T> T read(String name, ImageReaderSpi spi, byte[] bytes, Step<T> step) throws PhotoException {
        ImageReader reader;
        try {
            reader = spi.createReaderInstance();
        } catch (IOException e) {
            throw new IllegalStateException("the " + spi.getFormatNames()[0] + " reader does not start", e);
        }
        try (ImageInputStream in = new FileInput(bytes)) {
            reader.setInput(in, false, false);
            // The header was checked, but a decoder may find another size in a malicious file.
            ImageHeader.requirePixels(name, reader.getWidth(0), reader.getHeight(0));
            return step.of(reader);
        } catch (IOException | RuntimeException e) {
            // For damaged files the readers throw whatever went wrong inside them: an index, a negative length, …
            throw new PhotoException(name + " is damaged or truncated: " + reason(e), e);
        } catch (OutOfMemoryError e) {
            // One large allocation failed, that of the pixels; there is memory left to report it.
            throw new PhotoException(name + " needs more memory to decode than is available", e);
        } finally {
            reader.dispose();
        }
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        if (e instanceof EOFException || message == null || message.isBlank()) {
            return e instanceof EOFException ? "unexpected end of file" : "its pixels cannot be read";
        }
        return message.strip().replaceAll("\\s+", " ");
    }

    /** The same WebP with its color profile renamed, so that the reader skips it. */
    private static byte[] withoutProfile(byte[] bytes) {
        final int flags = 20;
        final int first = 30; // the chunk after VP8X, where a profile has to be
        boolean profiled = bytes.length > first + 4
                && new String(bytes, 12, 4, StandardCharsets.ISO_8859_1).equals("VP8X")
                && new String(bytes, first, 4, StandardCharsets.ISO_8859_1).equals("ICCP");
        if (!profiled) {
            return bytes;
        }
        byte[] plain = bytes.clone();
        plain[flags] &= (byte) ~0x20;
        System.arraycopy("JUNK".getBytes(StandardCharsets.ISO_8859_1), 0, plain, first, 4);
        return plain;
    }

    /** Must be registered: only in the registry does it find the JDK's reader, on which it builds. */
    private static ImageReaderSpi lenientJpegReader() {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        if (registry.getServiceProviderByClass(JPEGImageReaderSpi.class) == null) {
            registry.registerServiceProvider(new JPEGImageReaderSpi(), ImageReaderSpi.class);
        }
        return registry.getServiceProviderByClass(JPEGImageReaderSpi.class);
    }

    private static ImageReaderSpi jdkReader(String format) {
        Iterator<ImageReaderSpi> found = IIORegistry.getDefaultInstance()
                .getServiceProviders(
                        ImageReaderSpi.class,
                        provider -> provider.getClass().getName().startsWith("com.sun.imageio.")
                                && Arrays.asList(((ImageReaderSpi) provider).getFormatNames())
                                        .contains(format),
                        false);
        if (!found.hasNext()) {
            throw new IllegalStateException("this Java has no reader for " + format + " (module java.desktop)");
        }
        return found.next();
    }
}
