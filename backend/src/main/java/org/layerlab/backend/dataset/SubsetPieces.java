package org.layerlab.backend.dataset;

import java.io.IOException;

/** A file of some photos out of many: a header, the pixels of each photo, and the labels. */
final class SubsetPieces implements Pieces {
    private final byte[] header;
    private final int[] chosen;
    private final int features;
    private final byte[] labels;
    private final PhotoSource source;
    private final long labelsFrom;

    /**
     * @param chosen the index of each photo in the source
     * @param features bytes of a photo
     */
    SubsetPieces(byte[] header, int[] chosen, int features, byte[] labels, PhotoSource source) {
        this.header = header;
        this.chosen = chosen;
        this.features = features;
        this.labels = labels;
        this.source = source;
        this.labelsFrom = header.length + (long) chosen.length * features;
    }

    @Override
    public long size() {
        return labelsFrom + labels.length;
    }

    @Override
    public long memory() {
        return source.memory() + header.length + labels.length + (long) chosen.length * Integer.BYTES;
    }

    @Override
    public byte[] read(long from, int length) throws IOException {
        byte[] piece = new byte[length];
        int done = 0;
        while (done < length) {
            done += copy(from + done, piece, done, length - done);
        }
        return piece;
    }

    /** Copies from one part of the file, at most to its end. */
    private int copy(long from, byte[] into, int at, int most) throws IOException {
        if (from < header.length) {
            int length = (int) Math.min(most, header.length - from);
            System.arraycopy(header, (int) from, into, at, length);
            return length;
        }
        if (from >= labelsFrom) {
            System.arraycopy(labels, (int) (from - labelsFrom), into, at, most);
            return most;
        }
        int k = (int) ((from - header.length) / features);
        int within = (int) ((from - header.length) % features);
        int length = Math.min(most, features - within);
        source.read((long) chosen[k] * features + within, into, at, length);
        return length;
    }

    @Override
    public void close() {
        source.close();
    }
}
