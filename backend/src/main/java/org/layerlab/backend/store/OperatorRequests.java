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
    /** What is wrong; empty if it is done. */
    private static final String ANSWER = ".answer";

    /** That something is wrong, where a full disk has no room for the text. */
    private static final String FAILED = ".failed";

    private static final System.Logger LOG = System.getLogger(OperatorRequests.class.getName());

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
        Path failed = requests.resolve(id + FAILED);
        Path request = requests.resolve(id + (block ? BLOCK : DELETE));
        try {
            Files.createDirectories(requests);
            Files.deleteIfExists(answer);
            Files.deleteIfExists(failed);
            Files.write(request, new byte[0]);
            long end = System.nanoTime() + patience.toNanos();
            while (!Files.exists(answer) && !Files.exists(failed)) {
                if (System.nanoTime() > end) {
                    Files.deleteIfExists(request);
                    throw new StoreException(
                            Reason.UNUSABLE, "the server that has the store " + folder + " is not responding");
                }
                Thread.sleep(50);
            }
            String text = Files.deleteIfExists(failed)
                    ? "the server cannot remove the model " + id + "; its log says why"
                    : Files.readString(answer);
            Files.deleteIfExists(answer);
            if (!text.isEmpty()) {
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
                String wrong = "";
                try {
                    store.remove(id, name.endsWith(BLOCK));
                } catch (StoreException e) {
                    wrong = String.valueOf(e.getMessage());
                }
                answer(request, id, wrong);
            }
        }
    }

    /** Replaces a request by its answer. Without a text that is the request by another name: a full disk has room for it. */
    private static void answer(Path request, String id, String wrong) throws IOException {
        Path from = request;
        String ending = ANSWER;
        if (!wrong.isEmpty()) {
            Path writing = request.resolveSibling(id + ".writing");
            try {
                Files.writeString(writing, wrong);
                Files.deleteIfExists(request);
                from = writing;
            } catch (IOException e) {
                Files.deleteIfExists(writing);
                LOG.log(
                        System.Logger.Level.WARNING,
                        wrong + "; no answer to the operator: " + StoreException.reason(e));
                ending = FAILED;
            }
        }
        Files.move(from, request.resolveSibling(id + ending), StandardCopyOption.REPLACE_EXISTING);
    }
}
