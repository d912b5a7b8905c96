package org.layerlab.dev;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where classes are compiled to, and what with.
 *
 * @param networkClasses where the network's classes go
 * @param pageClasses where the page's go
 * @param programs where TeaVM's programs go
 * @param all the network's and the page's classes, then what else this process runs with, in its order
 */
record ClassPaths(Path networkClasses, Path pageClasses, Path programs, List<Path> all) {
    /**
     * Takes this process's class path, but for the classes that Maven has compiled from the network and the page.
     *
     * @param root the folder of the source tree
     * @param live the folder that is compiled to
     */
    static ClassPaths ofThisProcess(Path root, Path live) {
        Path network = live.resolve("network");
        Path page = live.resolve("page");
        List<Path> all = new ArrayList<>(List.of(network, page));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry).toAbsolutePath().normalize();
            if (!path.startsWith(root.resolve("frontend/network")) && !path.startsWith(root.resolve("frontend/page"))) {
                all.add(path);
            }
        }
        return new ClassPaths(network, page, live.resolve("programs"), List.copyOf(all));
    }
}
