package org.layerlab.backend.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.Subset;

/**
 * The prepared photos of a split, to be sent: all of them, or a subset. The pixels stay in the file of the whole split;
 * where that could not be written, in memory.
 */
public final class PreparedSplit {
    private final Described described;
    private final byte[] Y;
    private final @Nullable ExamplesPlace file;
    private final long start;
    private final byte[] X;
    /** How many readers hold {@link #X}. */
    private final AtomicInteger sources = new AtomicInteger();

    private final @Nullable String incomplete;
    private volatile boolean lost;

    /**
     * What the photos are.
     *
     * @param names of the m images
     * @param skipped how many images of the split could not be read
     */
    record Described(DataSet dataSet, Split split, PhotoPreparation how, List<String> names, int skipped) {
        Described {
            names = List.copyOf(names);
        }

        byte[] header(List<String> some) {
            return ExamplesHeader.of(some, skipped, dataSet, split, how);
        }
    }

    private PreparedSplit(
            Described described,
            byte[] Y,
            @Nullable ExamplesPlace file,
            long start,
            byte[] X,
            @Nullable String incomplete) {
        this.described = described;
        this.incomplete = incomplete;
        this.Y = Y;
        this.file = file;
        this.start = start;
        this.X = X;
    }

    /**
     * @param Y the m labels
     * @param start where the pixels begin in the file
     */
    static PreparedSplit inFile(Described described, byte[] Y, ExamplesPlace file, long start) {
        return new PreparedSplit(described, Y, file, start, new byte[0], null);
    }

    /**
     * @param mayFindMore whether photos are missing that may be read another time
     */
    static PreparedSplit inMemory(
            PreparedPhotos photos, DataSet dataSet, Split split, PhotoPreparation how, boolean mayFindMore) {
        return new PreparedSplit(
                new Described(dataSet, split, how, photos.names(), photos.skipped()),
                photos.Y(),
                null,
                0,
                photos.X(),
                mayFindMore ? hash(photos.names()) : null);
    }

    private static String hash(List<String> names) {
        Fingerprint hash = new Fingerprint();
        for (String name : names) {
            hash.add(name);
        }
        return hash.hex();
    }

    /**
     * A hash of the photos' names, while some are missing that may be read another time: then the data set's fingerprint
     * does not say which photos these are. Empty otherwise.
     */
    public Optional<String> incomplete() {
        return Optional.ofNullable(incomplete);
    }

    /** m. */
    public int size() {
        return Y.length;
    }

    /** The file of all photos, in the format of {@link ExamplesFile}; empty while they are in memory. */
    public Optional<Path> file() {
        return Optional.ofNullable(file).map(ExamplesPlace::file);
    }

    /** Bytes of the file of all photos. */
    public long fileSize() {
        return start + (long) Y.length * (described.how.features() + 1);
    }

    /**
     * Opens the file of all photos, which has to be closed.
     *
     * @throws IOException when it is gone or was cut short, or another one is in its place
     * @throws IllegalStateException while they are in memory
     */
    public FileChannel openFile() throws IOException {
        if (file == null) {
            throw new IllegalStateException("the photos are in memory");
        }
        return open(file);
    }

    private FileChannel open(ExamplesPlace place) throws IOException {
        try {
            return place.open();
        } catch (IOException e) {
            lost = true;
            throw e;
        }
    }

    /** Whether the pixels are still where they were found. */
    boolean exists() {
        return file == null || (!lost && file.exists());
    }

    /**
     * The file, in the format of {@link ExamplesFile}, of at most {@code limit} photos, in their order, as
     * {@link Subset} draws them. It is never written: its pieces are read from the whole. Blocks.
     *
     * @throws IOException when the whole cannot be opened
     */
    public Pieces subset(int limit, long seed) throws IOException {
        int[] chosen = Subset.of(size(), limit, seed);
        String[] names = new String[chosen.length];
        byte[] labels = new byte[chosen.length];
        for (int k = 0; k < chosen.length; k++) {
            names[k] = described.names.get(chosen[k]);
            labels[k] = Y[chosen[k]];
        }
        return new SubsetPieces(described.header(List.of(names)), chosen, described.how.features(), labels, source());
    }

    private PhotoSource source() throws IOException {
        ExamplesPlace place = file;
        if (place == null) {
            boolean first = sources.getAndIncrement() == 0;
            return new PhotoSource() {
                @Override
                public void read(long from, byte[] into, int at, int length) {
                    System.arraycopy(X, (int) from, into, at, length);
                }

                /** All of it, although only some may be sent; readers at one time hold the same. */
                @Override
                public long memory() {
                    return first ? X.length : 0;
                }

                @Override
                public void close() {
                    sources.decrementAndGet();
                }
            };
        }
        FileChannel channel = open(place);
        return new PhotoSource() {
            @Override
            public void read(long from, byte[] into, int at, int length) throws IOException {
                ByteBuffer buffer = ByteBuffer.wrap(into, at, length);
                while (buffer.hasRemaining()) {
                    if (channel.read(buffer, start + from + buffer.position() - at) < 0) {
                        throw new IOException(place.file() + " ends early");
                    }
                }
            }

            @Override
            public long memory() {
                return 0;
            }

            @Override
            public void close() {
                try {
                    channel.close();
                } catch (IOException e) {
                    // It was only read.
                }
            }
        };
    }
}
