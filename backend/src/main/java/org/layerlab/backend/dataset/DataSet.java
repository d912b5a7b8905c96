package org.layerlab.backend.dataset;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Labeled images of cats and dogs in two splits. Safe for use by several threads; every method may block on the file
 * system.
 */
public interface DataSet extends AutoCloseable {
    /** The largest image file that is read: 32 MB. */
    int MAX_FILE_BYTES = 32 << 20;

    /** The classes by label: 0 is cat, 1 is dog. */
    List<String> CLASSES = List.of("cat", "dog");

    /** Short name in addresses and on the command line: lower-case letters, digits, {@code -} and {@code _}. */
    String id();

    /** The display name. */
    String name();

    /** Where it comes from, without the path of the folders above. */
    String source();

    String licence();

    default List<String> classes() {
        return CLASSES;
    }

    /** The images of a split, in natural order of their names ({@code cat.2} before {@code cat.10}); may be empty. */
    List<Item> items(Split split);

    /** The image with this name, if the split has it. */
    Optional<Item> item(Split split, String name);

    /**
     * The image file as it is stored, at most {@link #MAX_FILE_BYTES}.
     *
     * @throws DataSetException when the split has no such image, or it cannot be read, or it is larger
     */
    byte[] bytes(Split split, String name) throws DataSetException;

    /**
     * Changes whenever the files of the split do, or how photos are decoded: hexadecimal SHA-256 of their location, names,
     * labels, sizes and times, and {@link org.layerlab.backend.photo.PhotoDecoder#VERSION}.
     */
    String fingerprint(Split split);

    /** The files found beside the images of both splits and not used. */
    default LeftOut leftOut() {
        return LeftOut.NOTHING;
    }

    /** The media type, such as {@code image/jpeg}, by the ending of the name. */
    default String mediaType(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "jpg", "jpeg", "jfif", "jpe" -> "image/jpeg";
            case "png", "gif", "bmp", "webp" -> "image/" + ending;
            default -> "application/octet-stream";
        };
    }

    /** Closes open files; {@link #bytes} may fail from then on. */
    @Override
    default void close() {}
}
