package org.layerlab.backend.dataset;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives each photo a name of its own. Of photos with equal names and equal contents only the first gets one; one whose
 * name is taken by another photo gets a number, {@code cat.1-2.jpg}. Files are read only where both name and size are
 * equal.
 */
final class UniqueNames {
    /** How a file is read. */
    interface Content {
        byte[] read() throws IOException, DataSetException;
    }

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> last = new HashMap<>();
    private final Map<String, SameSize> known = new HashMap<>();

    /** The contents of the files of one name and size; the first one's is found out when there is a second. */
    private static final class SameSize {
        private final Content first;
        private final Set<String> digests = new HashSet<>();

        SameSize(Content first) {
            this.first = first;
        }

        /** Whether one of those before has this content. */
        boolean contains(Content content) {
            if (digests.isEmpty()) {
                digest(first).ifPresent(digests::add);
            }
            return digest(content).filter(digest -> !digests.add(digest)).isPresent();
        }

        /** Empty where a file can't be read: that is said when the photos are prepared. */
        private static Optional<String> digest(Content content) {
            try {
                return Optional.of(new Fingerprint().addBytes(content.read()).hex());
            } catch (IOException | DataSetException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * The name of a photo; empty where the same photo was there before.
     *
     * @param size in bytes
     * @param content is read at once or later, or not at all
     */
    Optional<String> add(String name, long size, Content content) {
        String key = size + " " + name;
        SameSize same = known.get(key);
        if (same == null) {
            known.put(key, new SameSize(content));
        } else if (same.contains(content)) {
            return Optional.empty();
        }
        String unique = name;
        for (int n = last.getOrDefault(name, 1) + 1; !taken.add(unique); n++) {
            unique = numbered(name, n);
            last.put(name, n);
        }
        return Optional.of(unique);
    }

    private static String numbered(String name, int n) {
        int dot = name.lastIndexOf('.');
        return name.substring(0, dot) + "-" + n + name.substring(dot);
    }
}
