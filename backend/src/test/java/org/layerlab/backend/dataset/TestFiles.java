package org.layerlab.backend.dataset;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Makes the folders and zips of the tests. */
final class TestFiles {
    private TestFiles() {}

    /** A small PNG of one color. */
    static byte[] png(int rgb) throws IOException {
        BufferedImage image = new BufferedImage(5, 4, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 5; x++) {
                image.setRGB(x, y, rgb);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /** Files below the folder, each with its own path for content. */
    static Path folder(Path folder, String... paths) throws IOException {
        Files.createDirectories(folder);
        for (String path : paths) {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, path.getBytes(StandardCharsets.UTF_8));
        }
        return folder;
    }

    /** A zip of files, each with its own path for content. */
    static Path zip(Path file, String... paths) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(zip(paths));
        }
        return file;
    }

    static byte[] zip(String... paths) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (String path : paths) {
            files.put(path, path);
        }
        return zip(files);
    }

    /** A zip of files with these contents, by their paths. */
    static byte[] zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** Writes the bytes with each occurrence of one text made another of the same length. */
    static Path renamed(Path file, byte[] zip, String from, String to) throws IOException {
        String text = new String(zip, StandardCharsets.ISO_8859_1).replace(from, to);
        return Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The folder of test material that may lie beside a checkout. */
    static Optional<Path> shared() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("shared").resolve("golden"))) {
                return Optional.of(folder.resolve("shared"));
            }
        }
        return Optional.empty();
    }
}
