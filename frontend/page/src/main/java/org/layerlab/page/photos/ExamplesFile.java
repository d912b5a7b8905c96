package org.layerlab.page.photos;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.ParseException;
import java.nio.charset.StandardCharsets;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.page.browser.Bytes;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * The prepared examples of a data set as the server sends them: safetensors with {@code X} U8 (m, 64, 64, 3) and
 * {@code Y} U8 (m). Both are views into the bytes that came, so that hundreds of megabytes are not copied.
 *
 * @param X m photos of 64×64 pixels, row by row, in BGR
 * @param Y m labels, 0 or 1
 */
record ExamplesFile(Int8Array X, Int8Array Y) {
    private static final int LENGTH_BYTES = 8;
    private static final int MOST_HEADER = 32 << 20;

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException when it is not what is expected
     */
    static ExamplesFile read(Int8Array file) {
        if (file.getLength() < LENGTH_BYTES) {
            throw new IllegalArgumentException("the data set's answer is empty");
        }
        int headerLength = (int) Math.min(MOST_HEADER + 1L, littleEndian(file));
        if (headerLength > MOST_HEADER || headerLength > file.getLength() - LENGTH_BYTES) {
            throw new IllegalArgumentException("the data set's answer is cut off");
        }
        String text =
                new String(Bytes.part(file, LENGTH_BYTES, headerLength).copyToJavaArray(), StandardCharsets.UTF_8);
        try {
            JsonObject header = Json.parse(text.trim()).asObject();
            int data = LENGTH_BYTES + headerLength;
            Int8Array X = tensor(file, header, "X", data);
            Int8Array Y = tensor(file, header, "Y", data);
            if (X.getLength() != (long) Y.getLength() * PhotoInput.FEATURES) {
                throw new IllegalArgumentException(
                        "the data set has " + X.getLength() + " bytes of photos, but " + Y.getLength() + " labels");
            }
            return new ExamplesFile(X, Y);
        } catch (ParseException | UnsupportedOperationException | NullPointerException e) {
            throw new IllegalArgumentException("the data set's answer cannot be read", e);
        }
    }

    private static Int8Array tensor(Int8Array file, JsonObject header, String name, int data) {
        JsonArray offsets = header.get(name).asObject().get("data_offsets").asArray();
        int from = offsets.get(0).asInt();
        int to = offsets.get(1).asInt();
        if (from < 0 || to < from || to > file.getLength() - data) {
            throw new IllegalArgumentException("the data set's answer is cut off in " + name);
        }
        return Bytes.part(file, data + from, to - from);
    }

    private static long littleEndian(Int8Array file) {
        long value = 0;
        for (int i = LENGTH_BYTES - 1; i >= 0; i--) {
            value = (value << 8) | (file.get(i) & 0xff);
        }
        return value < 0 ? Long.MAX_VALUE : value;
    }
}
