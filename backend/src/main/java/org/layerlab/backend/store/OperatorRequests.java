package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.layerlab.backend.store.StoreException.Reason;

/**
 * How whoever runs the server deletes and blocks models while the server has the store: by a file in the store's folder
 * {@code requests}, which the server answers with another ({@link OperatorRequestHandler}). Whoever may write there may do that.
 */
public final class OperatorRequests {
    static final String FOLDER = "requests";
    static final String DELETE = ".delete";
    static final String BLOCK = ".block";
    /** What is wrong; empty if it is done. */
    static final String ANSWER = ".answer";
    /** That something is wrong, where a full disk has no room for the text. */
    static final String FAILED = ".failed";

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
        Optional<String> answer;
        try {
            answer = ask(folder, id, block, patience);
        } catch (IOException e) {
            throw StoreException.unwritable("the store " + folder + " does not accept requests", e);
        }
        boolean done = answer.isPresent() ? answer.get().isEmpty() : isDone(folder, id, block);
        if (!done) {
            throw new StoreException(
                    Reason.UNUSABLE, answer.orElse("the server that has the store " + folder + " is not responding"));
        }
    }

    /** What the server answers; empty where it does not, or not for this user. */
    private static Optional<String> ask(Path folder, String id, boolean block, Duration patience)
            throws IOException, InterruptedException {
        Path requests = folder.resolve(FOLDER);
        Path answer = requests.resolve(id + ANSWER);
        Path failed = requests.resolve(id + FAILED);
        Path request = requests.resolve(id + (block ? BLOCK : DELETE));
        FolderOwner.createFolder(requests);
        // Earlier versions left it to root.
        FolderOwner.passOn(requests);
        Files.deleteIfExists(answer);
        Files.deleteIfExists(failed);
        Files.deleteIfExists(request);
        // Never through a link that somebody put there.
        Files.createFile(request);
        try {
            FolderOwner.passOn(request);
            long end = System.nanoTime() + patience.toNanos();
            while (!Files.exists(answer) && !Files.exists(failed)) {
                if (System.nanoTime() > end) {
                    return Optional.empty();
                }
                Thread.sleep(50);
            }
        } finally {
            // The server may have done it and not be able to delete it: after a restart it would do it again.
            Files.deleteIfExists(request);
        }
        if (Files.deleteIfExists(failed)) {
            return Optional.of("the server cannot remove the model " + id + "; its log says why");
        }
        try {
            String text = Files.readString(answer);
            Files.deleteIfExists(answer);
            return Optional.of(text);
        } catch (AccessDeniedException e) {
            return Optional.empty();
        }
    }

    /** Whether the store has what was asked for: a server may do it, and be unable to write the answer. */
    private static boolean isDone(Path folder, String id, boolean block) {
        try {
            StoreReport.State state = new FolderReport(folder).find(id).state();
            return state == StoreReport.State.BLOCKED || (state == StoreReport.State.DELETED && !block);
        } catch (StoreException e) {
            return false;
        }
    }
}
