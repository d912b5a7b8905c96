package org.layerlab.backend.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoPreparation;

/** The way from a file to 64×64 against what OpenCV 4.10 made of the same files. */
class ResizeGoldenTest {
    private static final int TOLERANCE = 1; // of 255
    private static final double EQUAL_SHARE = 0.99;
    private static final int FEATURES = PhotoPreparation.TUTORIAL.features();

    @Test
    void bundledImagesAreResizedAsOpenCvDoes() throws Exception {
        checkAll(Path.of("src/test/resources/golden/resize"));
    }

    @Test
    void everyImageInTheSharedFolderIsResizedAsOpenCvDoes() throws Exception {
        Optional<Path> shared = Stream.<@Nullable Path>iterate(
                        Path.of("").toAbsolutePath(), Objects::nonNull, up -> up == null ? null : up.getParent())
                .map(up -> Objects.requireNonNull(up).resolve("shared/golden/resize"))
                .filter(Files::isDirectory)
                .findFirst();
        assumeTrue(shared.isPresent(), "no shared/golden/resize beside this clone: the larger images are left out");
        checkAll(shared.orElseThrow());
    }

    private static void checkAll(Path folder) throws IOException, PhotoException {
        List<Path> images;
        try (Stream<Path> files = Files.list(folder)) {
            images = files.filter(file -> file.toString().endsWith(".png"))
                    .sorted()
                    .toList();
        }
        assertFalse(images.isEmpty(), "no images in " + folder);
        int equal = 0;
        for (Path image : images) {
            String name = image.getFileName().toString();
            byte[] expected = npy(folder.resolve(name.replace(".png", ".npy")));
            byte[] actual = new PhotoDecoder().prepare(name, Files.readAllBytes(image), PhotoPreparation.TUTORIAL);
            int equalHere = Pixels.equalWithin(name, expected, actual, TOLERANCE);
            assertTrue(
                    equalHere >= EQUAL_SHARE * FEATURES,
                    name + ": only " + equalHere + " of " + FEATURES + " values are equal");
            equal += equalHere;
        }
        System.out.printf(
                "resize: %d of %d values equal OpenCV's, in %d images of %s%n",
                equal, images.size() * FEATURES, images.size(), folder);
    }

    /** The values of an uint8 .npy of shape (64, 64, 3): what follows its header. */
    private static byte[] npy(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int start = 10 + ((bytes[8] & 0xff) | (bytes[9] & 0xff) << 8);
        String header = new String(bytes, 10, start - 10, StandardCharsets.ISO_8859_1);
        assertTrue(header.contains("'|u1'") && header.contains("(64, 64, 3)"), file + ": " + header);
        assertEquals(FEATURES, bytes.length - start, file.toString());
        return Arrays.copyOfRange(bytes, start, bytes.length);
    }
}
