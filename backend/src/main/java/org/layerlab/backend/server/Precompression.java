package org.layerlab.backend.server;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.layerlab.backend.digest.Sha256;

/**
 * Compresses the site's pages and files with Brotli at build time: at its best level Brotli is too slow for a server's
 * start. A compressed file is named by the hash of the original, so a file that has changed since is sent with gzip.
 */
final class Precompression {
    private static final Encoder.Parameters BEST =
            new Encoder.Parameters().setQuality(11).setWindow(24);

    private Precompression() {}

    /**
     * Writes {@code org/layerlab/brotli/} into the folder of the compiled classes.
     *
     * @param args the folder
     */
    public static void main(String[] args) throws IOException {
        if (!Brotli4jLoader.isAvailable()) {
            System.err.println("No Brotli for this platform: pages will be sent with gzip.");
            return;
        }
        Path folder = Files.createDirectories(Path.of(args[0], "org/layerlab/brotli"));
        SiteFiles site = SiteFiles.ofClassPath();
        List<byte[]> contents = new ArrayList<>();
        site.assets().forEach((path, bytes) -> {
            if (MediaTypes.isCompressible(MediaTypes.of(path))) {
                contents.add(bytes);
            }
        });
        new Pages(site, new Assets(site).prefix())
                .composed()
                .forEach(page -> contents.add(page.identity().getBytes()));
        Map<Path, byte[]> current = new HashMap<>();
        contents.forEach(bytes -> current.put(folder.resolve(Sha256.hex(bytes)), bytes));
        current.entrySet().parallelStream().forEach(file -> compress(file.getValue(), file.getKey()));
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(file -> !current.containsKey(file)).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void compress(byte[] bytes, Path file) {
        if (Files.exists(file)) {
            return;
        }
        try {
            Files.write(file, Encoder.compress(bytes, BEST));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
