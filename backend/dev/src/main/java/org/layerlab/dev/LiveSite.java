package org.layerlab.dev;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.layerlab.backend.server.SiteFiles;

/**
 * The site as it is in the source tree, with a script that reloads an open page when the server has something newer.
 * There is no service worker: what it keeps would hide what was saved.
 */
final class LiveSite {
    /** Asks twice a second; the address is one that is never cached. */
    private static final String RELOAD = """

        // From mvn -Pdev: reloads the page when something was saved.
        if (typeof document !== "undefined") {
          setInterval(async () => {
            try {
              const served = await (await fetch("/offline.js", { cache: "no-store" })).text();
              if (served.includes("build ") && !served.includes("build BUILD;")) location.reload();
            } catch {
              // The server is starting.
            }
          }, 500);
        }
        """;

    private static final String NO_SERVICE_WORKER = """
        // build BUILD;
        self.addEventListener("install", () => self.skipWaiting());
        self.addEventListener("activate", (event) => {
          const forget = async () => {
            for (const name of await caches.keys()) await caches.delete(name);
            await self.registration.unregister();
          };
          event.waitUntil(forget());
        });
        """;

    private final Path root;
    private final Path compiled;
    // Not a number that a former process has given, too.
    private long build = System.currentTimeMillis();

    /**
     * @param root the folder of the source tree
     * @param compiled the folder of the programs
     */
    LiveSite(Path root, Path compiled) {
        this.root = root;
        this.compiled = compiled;
    }

    /**
     * Reads them.
     *
     * @throws IOException when a part is missing
     */
    SiteFiles files() throws IOException {
        build++;
        Map<String, byte[]> compiledFiles = new HashMap<>();
        addFiles(root.resolve("frontend/page/target/classes/org/layerlab/page/compiled"), "kernels-", compiledFiles);
        addFiles(compiled, "", compiledFiles);
        Map<String, byte[]> files = new HashMap<>(
                SiteFiles.ofFolder(root.resolve("static"), compiledFiles).files());
        addFiles(root.resolve("frontend/network/src/test/resources/golden"), "", "golden/", ".npz", files);
        String id = Long.toString(build);
        String boot = new String(Files.readAllBytes(root.resolve("static/boot.js")), StandardCharsets.UTF_8);
        files.put("boot.js", (boot + RELOAD.replace("BUILD", id)).getBytes(StandardCharsets.UTF_8));
        files.put("offline.js", NO_SERVICE_WORKER.replace("BUILD", id).getBytes(StandardCharsets.UTF_8));
        return new SiteFiles(files);
    }

    private static void addFiles(Path folder, String start, Map<String, byte[]> files) throws IOException {
        addFiles(folder, start, "", "", files);
    }

    private static void addFiles(Path folder, String start, String prefix, String end, Map<String, byte[]> files)
            throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            for (Path file : list.filter(Files::isRegularFile).toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(start) && name.endsWith(end)) {
                    files.put(prefix + name, Files.readAllBytes(file));
                }
            }
        }
    }
}
