package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.layerlab.backend.store.StoreException.Reason;

/**
 * How whoever runs the server deletes and blocks models while the server has the store: by a file in the store's folder
 * {@code requests}, which the server answers with another. Whoever may write there may do that.
 */
public final class OperatorRequests {
    private static final String FOLDER = "requests";
    private static final String DELETE = ".delete";
    private static final String BLOCK = ".block";
    private static final String ANSWER = ".answer";
    private static final String DONE = "done";

    private OperatorRequests() {}

    /** Deletes a model from an open store; {@code block} refuses the same content from now on. */
    @FunctionalInterface
    public interface Removal {
        void remove(String id, boolean block) throws StoreException;
    }

    /**
     * Deletes a model: through the server, or right away if none has the store.
     *
     * @param direct what to do where no server has the store
     * @param block whether the same content is refused from now on
     * @param patience how long the server may take
     * @throws StoreException when that fails, or the server does not answer
     */
    public static void remove(Path folder, Removal direct, String id, boolean block, Duration patience)
            throws StoreException, InterruptedException {
        if (!ModelId.isOne(id)) {
            throw new StoreException(Reason.NOT_FOUND, "'" + id + "' is not the id of a saved model");
        }
        if (!FolderLock.isTaken(folder)) {
            direct.remove(id, block);
            return;
        }
        Path requests = folder.resolve(FOLDER);
        Path answer = requests.resolve(id + ANSWER);
        Path request = requests.resolve(id + (block ? BLOCK : DELETE));
        try {
            Files.createDirectories(requests);
            Files.deleteIfExists(answer);
            Files.write(request, new byte[0]);
            long end = System.nanoTime() + patience.toNanos();
            while (!Files.exists(answer)) {
                if (System.nanoTime() > end) {
                    Files.deleteIfExists(request);
                    throw new StoreException(
                            Reason.UNUSABLE, "the server that has the store " + folder + " is not responding");
                }
                Thread.sleep(50);
            }
            String text = Files.readString(answer);
            Files.deleteIfExists(answer);
            if (!text.equals(DONE)) {
                throw new StoreException(Reason.UNUSABLE, text);
            }
        } catch (IOException e) {
            throw StoreException.unwritable("the store " + folder + " does not accept requests", e);
        }
    }

    /** Does what was asked for; blocks. Costs next to nothing where nothing was. */
    static void serve(Path folder, Removal store) throws IOException {
        Path requests = folder.resolve(FOLDER);
        if (!Files.isDirectory(requests)) {
            return;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(requests, "*{" + DELETE + "," + BLOCK + "}")) {
            for (Path request : all) {
                String name = request.getFileName().toString();
                String id = name.substring(0, name.lastIndexOf('.'));
                String answer = DONE;
                try {
                    store.remove(id, name.endsWith(BLOCK));
                } catch (StoreException e) {
                    answer = String.valueOf(e.getMessage());
                }
                Files.deleteIfExists(request);
                Path written = Files.writeString(requests.resolve(id + ".writing"), answer);
                Files.move(written, requests.resolve(id + ANSWER), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
