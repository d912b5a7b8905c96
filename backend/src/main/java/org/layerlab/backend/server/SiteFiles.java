package org.layerlab.backend.server;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of the site in memory, by their path below {@code /assets/{hash}/}: those of {@code static/}, a style
 * sheet for each page, the compiled page, and the chart library. {@code index.html} and {@code pages/} are templates, {@code articles/} and {@code lessons/} have texts for them, {@code models/} are bundled models,
 * and {@code brotli/} has compressed files, named by the hash of their originals.
 *
 * @param files by path, with {@code /} as separator
 */
public record SiteFiles(Map<String, byte[]> files) {
    /** A template too: it knows the address of the assets. */
    static final String SERVICE_WORKER = "offline.js";

    /** At a stable address, because pages of other sites load it. */
    static final String EMBED_SCRIPT = "embed.js";

    private static final String STATIC = "org/layerlab/static/";
    private static final String COMPILED = "org/layerlab/page/compiled/";
    private static final String CHART = "META-INF/resources/webjars/uplot/";
    private static final String BROTLI = "org/layerlab/brotli/";
    private static final List<String> CHART_FILES = List.of("uPlot.iife.min.js", "uPlot.min.css");

    public SiteFiles {
        files = Map.copyOf(files);
        if (!files.containsKey("index.html")) {
            throw new IllegalArgumentException("the site has no index.html");
        }
    }

    /**
     * The packaged site.
     *
     * @throws IOException when a part of it is missing
     */
    public static SiteFiles ofClassPath() throws IOException {
        return load(null, null);
    }

    /**
     * The site with static files from a folder, for developing them.
     *
     * @param compiled the compiled page, by file name
     * @throws IOException when the folder has no index.html, or another part of the site is missing
     */
    public static SiteFiles ofFolder(Path folder, Map<String, byte[]> compiled) throws IOException {
        return load(folder, compiled);
    }

    private static SiteFiles load(@Nullable Path folder, @Nullable Map<String, byte[]> compiled) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        if (folder == null) {
            addResources(STATIC, "index.html", "", files);
        } else {
            if (!Files.isRegularFile(folder.resolve("index.html"))) {
                throw new IOException("the folder " + folder + " of static files has no index.html");
            }
            addFolder(folder, "", files);
        }
        if (compiled == null) {
            addResources(COMPILED, "play.js", "", files);
        } else {
            files.putAll(compiled);
        }
        files.keySet().removeIf(name -> name.endsWith(".map") || name.endsWith(".teavmdbg"));

        Map<String, byte[]> chart = new TreeMap<>();
        // Its path contains its version, so list the folder above.
        addResources(CHART, "", "", chart);
        chart.forEach((path, content) -> {
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (CHART_FILES.contains(name)) {
                files.put(name, content);
            }
        });
        for (String name : CHART_FILES) {
            if (!files.containsKey(name)) {
                throw new IOException(CHART + "…/" + name + " is missing from the program");
            }
        }
        PageParts.include(files);
        files.putAll(PageStyles.of(files));
        // Missing if the program was built on a platform without Brotli.
        if (SiteFiles.class.getClassLoader().getResource(BROTLI) != null) {
            addResources(BROTLI, "", "brotli/", files);
        }
        return new SiteFiles(files);
    }

    /**
     * Adds all resources of a folder on the class path.
     *
     * @param witness a file in the folder, which locates its jar or directory; empty for the folder itself
     */
    private static void addResources(String root, String witness, String prefix, Map<String, byte[]> files)
            throws IOException {
        URL url = SiteFiles.class.getClassLoader().getResource(root + witness);
        if (url == null) {
            throw new IOException(root + witness + " is missing from the program");
        }
        try {
            URI uri = url.toURI();
            if (uri.getScheme().equals("jar")) {
                String text = uri.toString();
                // A file system of our own, even if another is open for the same jar.
                Path jar = Path.of(URI.create(text.substring("jar:".length(), text.indexOf("!/"))));
                try (FileSystem zip = FileSystems.newFileSystem(jar)) {
                    addFolder(zip.getPath("/" + root), prefix, files);
                }
            } else {
                Path found = Path.of(uri);
                addFolder(witness.isEmpty() ? found : found.resolveSibling(""), prefix, files);
            }
        } catch (URISyntaxException e) {
            throw new IOException("cannot read " + url + " of the program", e);
        }
    }

    private static void addFolder(Path folder, String prefix, Map<String, byte[]> files) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                files.put(prefix + path, Files.readAllBytes(file));
            }
        }
    }

    /** {@code models/NAME.safetensors}, by name. */
    Map<String, byte[]> bundledModels() {
        Map<String, byte[]> models = new TreeMap<>();
        files.forEach((path, content) -> {
            if (path.startsWith("models/") && path.endsWith(".safetensors")) {
                models.put(path.substring("models/".length(), path.length() - ".safetensors".length()), content);
            }
        });
        return models;
    }

    /** The files served below {@code /assets/{hash}/}. */
    Map<String, byte[]> assets() {
        Map<String, byte[]> assets = new TreeMap<>(files);
        assets.keySet()
                .removeIf(path -> path.equals("index.html")
                        || path.equals(SERVICE_WORKER)
                        || path.equals(EMBED_SCRIPT)
                        || path.startsWith("pages/")
                        || path.startsWith("articles/")
                        || path.startsWith("lessons/")
                        || path.startsWith("models/")
                        || path.startsWith("brotli/"));
        return assets;
    }

    /**
     * The compressed form of a file; null if it was not compressed at build time.
     *
     * @param sha256 of the file
     */
    byte @Nullable [] brotli(String sha256) {
        return files.get("brotli/" + sha256);
    }

    /** A template's text. */
    String text(String path) {
        byte[] content = files.get(path);
        if (content == null) {
            throw new IllegalArgumentException("the site has no " + path);
        }
        return new String(content, java.nio.charset.StandardCharsets.UTF_8);
    }
}
