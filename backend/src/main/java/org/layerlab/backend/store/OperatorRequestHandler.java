package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a server that has a store serves {@link OperatorRequests}. Each is served once, also where the server may not
 * delete it, and what fails is logged once. Safe for use by several threads.
 */
final class OperatorRequestHandler {
    private static final System.Logger LOG = System.getLogger(OperatorRequestHandler.class.getName());

    private final Path requests;
    private final OperatorRequests.Removal store;
    /** Requests that were served and are still there, with their times: a new one by the same name has another. */
    private Map<String, FileTime> served = new HashMap<>();

    private String trouble = "";
    private boolean troubled;

    /**
     * @param folder of the store
     */
    OperatorRequestHandler(Path folder, OperatorRequests.Removal store) {
        this.requests = folder.resolve(OperatorRequests.FOLDER);
        this.store = store;
    }

    /** Does what was asked for; blocks. Costs next to nothing where nothing was. */
    synchronized void serve() {
        if (!Files.isDirectory(requests)) {
            return;
        }
        Map<String, FileTime> stay = new HashMap<>();
        troubled = false;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(
                requests, "*{" + OperatorRequests.DELETE + "," + OperatorRequests.BLOCK + "}")) {
            for (Path request : all) {
                serve(request, stay);
            }
        } catch (DirectoryIteratorException e) {
            stay.putAll(served);
            tell(new IOException(e.getMessage(), e));
        } catch (IOException e) {
            stay.putAll(served);
            tell(e);
        }
        served = stay;
        if (!troubled) {
            trouble = "";
        }
    }

    private void tell(IOException e) {
        String now = requests + " cannot be read: " + StoreException.reason(e);
        if (!now.equals(trouble)) {
            LOG.log(System.Logger.Level.WARNING, now);
        }
        trouble = now;
        troubled = true;
    }

    private void serve(Path request, Map<String, FileTime> stay) {
        String name = request.getFileName().toString();
        String id = name.substring(0, name.lastIndexOf('.'));
        if (!ModelId.isOne(id)) {
            return;
        }
        try {
            FileTime time = Files.getLastModifiedTime(request, LinkOption.NOFOLLOW_LINKS);
            if (!time.equals(served.get(name))) {
                serve(request, id, name.endsWith(OperatorRequests.BLOCK));
            }
            if (Files.exists(request, LinkOption.NOFOLLOW_LINKS)) {
                stay.put(name, time);
            }
        } catch (NoSuchFileException e) {
            // It was taken back meanwhile.
        } catch (IOException e) {
            tell(e);
        }
    }

    private void serve(Path request, String id, boolean block) {
        String wrong = "";
        try {
            store.remove(id, block);
        } catch (StoreException e) {
            wrong = String.valueOf(e.getMessage());
        }
        try {
            answer(request, id, wrong);
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    request + " was served, but cannot be answered: " + StoreException.reason(e));
        }
    }

    /** Replaces a request by its answer; on a full disk by the request itself, under another name. */
    private static void answer(Path request, String id, String wrong) throws IOException {
        Path writing = request.resolveSibling(id + ".writing");
        try {
            if (Files.isSymbolicLink(writing) || Files.isRegularFile(writing)) {
                // Never through a link that somebody put there.
                Files.delete(writing);
            }
            Files.writeString(writing, wrong, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            Files.deleteIfExists(writing);
            if (!wrong.isEmpty()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        wrong + "; no answer to the operator: " + StoreException.reason(e));
            }
            String ending = wrong.isEmpty() ? OperatorRequests.ANSWER : OperatorRequests.FAILED;
            Files.move(request, request.resolveSibling(id + ending), StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        delete(request);
        Files.move(writing, request.resolveSibling(id + OperatorRequests.ANSWER), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void delete(Path request) {
        try {
            Files.deleteIfExists(request);
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    request + " was served, but cannot be deleted: " + StoreException.reason(e));
        }
    }
}
