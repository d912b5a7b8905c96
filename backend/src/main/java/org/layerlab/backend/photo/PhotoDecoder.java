package org.layerlab.backend.photo;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.ImageEnd;
import org.layerlab.network.data.ImageHeader;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.PhotoRows;

/**
 * Turns an image file into network input. It sees what OpenCV sees: stored samples, without color profiles, gray
 * repeated in each channel, the high byte of 16-bit samples. Like a browser, it blends alpha over white, applies the
 * EXIF orientation, and takes the first frame of an animation.
 *
 * <p>Files that are cut off or damaged are refused in the same words as in the page; what a reader says about it is the
 * exception's cause.
 *
 * <p>Safe to share between threads.
 */
public final class PhotoDecoder {
    /**
     * Part of the fingerprint of each data set: photos that were prepared with another version are prepared again. To be
     * increased by whatever makes a file give other pixels than before, accepts one that was refused or refuses one that
     * was accepted: here, in a library that decodes, or in the preparation ({@code network.data}).
     */
    public static final int VERSION = 1;

    /** Each takes as long as the whole: a small file of one color could keep a decoder busy. */
    private static final int MOST_PNG_BANDS = 4;

    // Readers are chosen by hand rather than looked up by format: the look-up depends on service files, which a fat jar
    // may lose, and on the order of the class path.
    private final ImageReaderSpi jpeg = jdkReader("jpeg");
    private final ImageReaderSpi png = jdkReader("png");
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
     * @throws PhotoException when the file is empty, too large, not a supported image, or damaged, or there is too little
     *     memory for it; nothing else is thrown, whatever is in the file
     */
    public byte[] prepare(String name, byte[] bytes, PhotoPreparation how) throws PhotoException {
        try {
            ImageHeader header = ImageHeader.read(name, bytes);
            ImageEnd.require(name, header.format(), bytes);
            return decoded(name, header, bytes, how);
        } catch (IOException | RuntimeException e) {
            // For damaged files the readers throw whatever went wrong inside them: an index, a negative length, …
            throw isMemory(e) ? PhotoException.tooLarge(name, e) : PhotoException.damaged(name, e);
        } catch (OutOfMemoryError e) {
            // One large allocation failed, that of the pixels; there is memory left to report it.
            throw PhotoException.tooLarge(name, e);
        }
    }

    /** The JDK's readers hand it on as an exception. */
    private static boolean isMemory(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
        }
        return false;
    }

    private byte[] decoded(String name, ImageHeader header, byte[] bytes, PhotoPreparation how)
            throws PhotoException, IOException {
        return switch (header.format()) {
            case JPEG -> jpeg(name, header, bytes, how);
            case PNG -> png(name, header, bytes, how);
            case GIF -> gif(name, header, bytes, how);
            case BMP -> bmp(bytes, how);
            case WEBP -> webp(name, header, bytes, how);
            case AVIF ->
                throw new PhotoException(name + " is an AVIF, which only the page takes; save it as JPEG or PNG first");
            case HEIC ->
                throw new PhotoException(
                        name + " is a HEIC, which only some browsers decode; save it as JPEG or PNG first");
        };
    }

    private byte[] jpeg(String name, ImageHeader header, byte[] bytes, PhotoPreparation how)
            throws PhotoException, IOException {
        JpegScans.requireFew(name, header, bytes);
        try {
            // Raw samples rather than a BufferedImage: faster, without color profiles, and CMYK works too.
            return read(name, jpeg, bytes, reader -> {
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                int rows = ImageBands.rows((long) width * ImageBands.JPEG_BYTES);
                if (height > rows) {
                    PhotoRows bands = new ImageBands(
                            reader, part -> JpegSamples.of(bytes, reader.readRaster(0, part)), width, height, rows);
                    return how.prepare(width, height, bands, header.orientation());
                }
                JpegSamples samples = JpegSamples.of(bytes, reader.readRaster(0, null));
                return how.prepare(samples.width(), samples.height(), samples, header.orientation());
            });
        } catch (IOException | RuntimeException e) {
            try {
                return image(name, header, lenientJpeg, bytes, how);
            } catch (IOException | RuntimeException again) {
                e.addSuppressed(again);
                throw e;
            }
        }
    }

    private static byte[] image(String name, ImageHeader header, ImageReaderSpi spi, byte[] bytes, PhotoPreparation how)
            throws PhotoException, IOException {
        BufferedImage image = read(name, spi, bytes, reader -> reader.read(0));
        return how.prepare(image.getWidth(), image.getHeight(), ImageRows.of(image), header.orientation());
    }

    /** The first frame of a PNG at its place on the canvas. */
    private byte[] png(String name, ImageHeader header, byte[] bytes, PhotoPreparation how)
            throws PhotoException, IOException {
        PngPicture first = PngPicture.of(bytes);
        return read(name, png, first.bytes(), reader -> {
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            int bits = reader.getImageTypes(0).next().getColorModel().getPixelSize();
            int fitting = ImageBands.rows(((long) width * bits + 7) / 8);
            int rows = Math.max(fitting, (height + MOST_PNG_BANDS - 1) / MOST_PNG_BANDS);
            PhotoRows inside = height > rows
                    ? new ImageBands(reader, part -> ImageRows.of(reader.read(0, part)), width, height, rows)
                    : ImageRows.of(reader.read(0));
            return placed(name, header, width, height, first.left(), first.top(), inside, how);
        });
    }

    /** The first frame of a GIF at its place on the screen, which it need not fill. */
    private static byte[] gif(String name, ImageHeader header, byte[] bytes, PhotoPreparation how)
            throws PhotoException, IOException {
        GifPicture first = GifPicture.of(name, bytes);
        return placed(name, header, first.width(), first.height(), first.left(), first.top(), first, how);
    }

    private static byte[] bmp(byte[] bytes, PhotoPreparation how) throws IOException {
        BmpPicture picture = BmpPicture.of(bytes);
        return how.prepare(picture.width(), picture.height(), picture, 1);
    }

    /** The first picture of a WebP at its place on the canvas. */
    private byte[] webp(String name, ImageHeader header, byte[] bytes, PhotoPreparation how)
            throws PhotoException, IOException {
        WebpFile file = WebpFile.of(bytes);
        ImageHeader.requirePixels(name, file.width(), file.height());
        PhotoRows rows;
        if (file.lossy() != null) {
            Vp8Frame frame =
                    Vp8Frame.decode(bytes, file.lossy().from(), file.lossy().end(), file.width(), file.height());
            rows = new WebpRows(frame, file.width(), file.height(), alpha(name, bytes, file));
        } else {
            rows = ImageRows.of(read(name, webp, file.lossless(bytes), reader -> reader.read(0)));
        }
        return placed(name, header, file.width(), file.height(), file.x(), file.y(), rows, how);
    }

    /** The alpha channel beside a lossy picture, a byte for each pixel; null where it has none. */
    private byte @Nullable [] alpha(String name, byte[] bytes, WebpFile file) throws IOException, PhotoException {
        if (file.alpha() == null || file.alpha().end() <= file.alpha().from()) {
            return null;
        }
        int pixels = file.width() * file.height();
        byte[] alpha = new byte[pixels];
        int from = file.alpha().from();
        if (file.hasCompressedAlpha(bytes)) {
            Raster channel = read(name, webp, file.alphaFile(bytes), reader -> reader.read(0))
                    .getRaster();
            int[] row = new int[file.width()];
            for (int y = 0; y < file.height(); y++) {
                channel.getSamples(0, y, file.width(), 1, 1, row);
                for (int x = 0; x < row.length; x++) {
                    alpha[y * row.length + x] = (byte) row[x];
                }
            }
        } else if (file.alpha().end() - from - 1 < pixels) {
            throw new EOFException("its alpha channel ends early");
        } else {
            System.arraycopy(bytes, from + 1, alpha, 0, pixels);
        }
        WebpFile.unfilter(bytes[from], alpha, file.width());
        return alpha;
    }

    /** A picture at its place on a larger canvas, which is transparent elsewhere. */
    private static byte[] placed(
            String name,
            ImageHeader header,
            int pictureWidth,
            int pictureHeight,
            int left,
            int top,
            PhotoRows inside,
            PhotoPreparation how)
            throws PhotoException {
        int width = Math.max(header.width(), left + pictureWidth);
        int height = Math.max(header.height(), top + pictureHeight);
        ImageHeader.requirePixels(name, width, height);
        if (width == pictureWidth && height == pictureHeight) {
            return how.prepare(width, height, inside, header.orientation());
        }
        byte[] row = new byte[4 * pictureWidth];
        PhotoRows canvas = (y, rgba) -> {
            Arrays.fill(rgba, (byte) 0); // transparent
            if (y >= top && y < top + pictureHeight) {
                inside.read(y - top, row);
                System.arraycopy(row, 0, rgba, 4 * left, row.length);
            }
        };
        return how.prepare(width, height, canvas, header.orientation());
    }

    private static <T> T read(String name, ImageReaderSpi spi, byte[] bytes, Step<T> step)
            throws PhotoException, IOException {
        ImageReader reader = spi.createReaderInstance();
        try (ImageInputStream in = new FileInput(bytes)) {
            reader.setInput(in, false, false);
            // The header was checked, but a decoder may find another size in a malicious file.
            ImageHeader.requirePixels(name, reader.getWidth(0), reader.getHeight(0));
            return step.of(reader);
        } finally {
            reader.dispose();
        }
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
