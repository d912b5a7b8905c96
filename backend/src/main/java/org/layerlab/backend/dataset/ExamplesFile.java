package org.layerlab.backend.dataset;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.PreparationJson;

/**
 * Prepared photos as a safetensors file: {@code X} U8 (m, side, side, 3) in BGR, {@code Y} U8 (m), and in
 * {@code __metadata__} under {@code layerlab} a JSON string with {@code dataset}, {@code split}, {@code fingerprint},
 * {@code input} (as in model cards), {@code skipped} and {@code names}.
 *
 * <p>Layout: 8 bytes of header length (little-endian), the header (JSON, padded with spaces so that the values start at
 * a multiple of 64), then X and Y without a gap.
 */
final class ExamplesFile {
    /** 174,000 names of 255 bytes, escaped twice, stay below this. */
    private static final int MAX_HEADER_BYTES = 100_000_000;

    /** Java copies what it writes at once to memory outside its heap, and keeps that for the thread. */
    private static final int PIECE_BYTES = 1 << 16;

    private ExamplesFile() {}

    /** Writes the file; the stream is left open. */
    static void write(PreparedPhotos photos, DataSet dataSet, Split split, PhotoPreparation how, OutputStream out)
            throws IOException {
        out.write(ExamplesHeader.of(photos.names(), photos.skipped(), dataSet, split, how));
        int length = photos.length(how.features());
        int piece;
        for (int from = 0; from < length; from += piece) {
            piece = Math.min(PIECE_BYTES, length - from);
            out.write(photos.X(), from, piece);
        }
        out.write(photos.Y());
    }

    /**
     * Reads a file that {@link #write} wrote for the current files of this split.
     *
     * @throws IOException when it cannot be read, is damaged, or was made from other files
     */
    static PhotoExamples read(Path file, DataSet dataSet, Split split, PhotoPreparation how) throws IOException {
        try (InputStream stream = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(stream)) {
            Head head = head(file, in, dataSet, split, how);
            byte[] X = in.readNBytes(head.names.size() * how.features());
            byte[] Y = labels(file, in, head, dataSet.items(split));
            return new PhotoExamples(X, Y, how.side(), head.names, head.skipped);
        }
    }

    /** As {@link #read}, but leaves the photos in the file. */
    static PreparedSplit open(Path file, DataSet dataSet, Split split, PhotoPreparation how) throws IOException {
        try (InputStream stream = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(stream)) {
            Head head = head(file, in, dataSet, split, how);
            in.skipNBytes((long) head.names.size() * how.features());
            byte[] Y = labels(file, in, head, dataSet.items(split));
            long size = head.bytes + (long) head.names.size() * (how.features() + 1);
            return PreparedSplit.inFile(
                    new PreparedSplit.Described(dataSet, split, how, head.names, head.skipped),
                    Y,
                    new ExamplesPlace(file, head.beginning, size),
                    head.bytes);
        }
    }

    /** The labels, which have to be those of the images. */
    private static byte[] labels(Path file, DataInputStream in, Head head, List<Item> items) throws IOException {
        byte[] Y = in.readNBytes(head.names.size());
        int next = 0;
        for (int i = 0; i < Y.length; i++) {
            String name = head.names.get(i);
            while (next < items.size() && !items.get(next).name().equals(name)) {
                next++; // could not be read
            }
            if (next == items.size()) {
                throw new IOException(file + " has " + name + ", which is not an image of the data set in its place");
            }
            if (Y[i] != items.get(next).label()) {
                throw new IOException(file + " has the label " + Y[i] + " for " + name + "; it must be "
                        + items.get(next).label());
            }
            next++;
        }
        return Y;
    }

    /** What comes before the photos, how many bytes that takes, and the first of them. */
    @SuppressWarnings("ArrayRecordComponent") // never written again
    private record Head(List<String> names, int skipped, long bytes, byte[] beginning) {}

    private static Head head(Path file, DataInputStream in, DataSet dataSet, Split split, PhotoPreparation how)
            throws IOException {
        long length = Files.size(file);
        try {
            long headerLength = Long.reverseBytes(in.readLong());
            if (headerLength < 2 || headerLength > MAX_HEADER_BYTES || headerLength > length - Long.BYTES) {
                throw new IOException(file + " has " + length + " bytes, but declares a header of " + headerLength);
            }
            byte[] json = in.readNBytes((int) headerLength);
            JsonObject header = object(json, file);
            JsonObject card =
                    object(text(header.get("__metadata__"), "layerlab", file).getBytes(StandardCharsets.UTF_8), file);
            String fingerprint = text(card, "fingerprint", file);
            if (!fingerprint.equals(dataSet.fingerprint(split))) {
                throw new IOException(file + " was made from different files than " + dataSet.id() + " has now");
            }
            // Files from before there was a choice have none.
            JsonObject input = card.get(ExamplesHeader.INPUT) instanceof JsonObject told ? told : new JsonObject();
            if (!PreparationJson.read(input, PhotoPreparation.TUTORIAL.side()).equals(how)) {
                throw new IOException(file + " was prepared as " + input + ", not as " + PreparationJson.write(how));
            }
            List<String> names = names(card, file);
            long expected = Long.BYTES + headerLength + (long) names.size() * (how.features() + 1);
            if (length != expected || names.size() > PhotoExamples.most(how)) {
                throw new IOException(file + " has " + length + " bytes; " + names.size() + " photos need " + expected);
            }
            return new Head(
                    names,
                    card.getInt("skipped", 0),
                    Long.BYTES + headerLength,
                    ExamplesPlace.beginning(headerLength, json));
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    private static List<String> names(JsonObject card, Path file) throws IOException {
        JsonValue list = card.get("names");
        if (list == null || !list.isArray()) {
            throw new IOException(file + " has no names");
        }
        List<String> names = new ArrayList<>();
        for (JsonValue name : list.asArray()) {
            if (!name.isString()) {
                throw new IOException(file + " has a name that is not a string");
            }
            names.add(name.asString());
        }
        return names;
    }

    private static JsonObject object(byte[] json, Path file) throws IOException {
        try {
            return Json.parse(new String(json, StandardCharsets.UTF_8)).asObject();
        } catch (ParseException | UnsupportedOperationException e) {
            throw new IOException(file + " has a header that is not JSON: " + e.getMessage(), e);
        }
    }

    private static String text(@org.jspecify.annotations.Nullable JsonValue object, String key, Path file)
            throws IOException {
        JsonValue value =
                object != null && object.isObject() ? object.asObject().get(key) : null;
        if (value == null || !value.isString()) {
            throw new IOException(file + " has no " + key + " in its header");
        }
        return value.asString();
    }
}
