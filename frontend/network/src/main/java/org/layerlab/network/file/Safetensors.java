package org.layerlab.network.file;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.text.Utf8;

/**
 * The safetensors format: 8 bytes, the length N of the header as a little-endian number; N bytes of JSON,
 * {@code {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …, "__metadata__": {"key": "text"}}},
 * with white space around it; then the tensors' bytes, row-major, little-endian, without holes, overlaps or left-overs.
 *
 * @param metadata what {@code __metadata__} says; empty where there is none
 * @param tensors by name, in the order in which they lie in the file
 * @param skipped tensors that cannot be read here, by name: of another dtype or of too many dimensions; what they are
 * @see <a href="https://github.com/huggingface/safetensors#format">the format, as Hugging Face describes it</a>
 */
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors, Map<String, String> skipped) {
    static final String METADATA = "__metadata__";

    public Safetensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
    }

    /**
     * A file to be written.
     *
     * @throws IllegalArgumentException when a name cannot name a tensor
     */
    public Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
        this(metadata, tensors, Map.of());
        for (String name : tensors.keySet()) {
            String complaint = name.equals(METADATA) ? "no tensor can be named " + name : Limits.complaintAbout(name);
            if (!complaint.isEmpty()) {
                throw new IllegalArgumentException(complaint);
            }
        }
    }

    /** Reads a file of the default size at most. The tensors are windows on {@code bytes}. */
    public static Safetensors read(byte[] bytes) throws ParameterFileException {
        return read(bytes, Limits.DEFAULT);
    }

    /**
     * Reads a file. The tensors are windows on {@code bytes}, which must not change afterwards.
     *
     * @throws ParameterFileException when it is not a whole, sound safetensors file within the limits
     */
    public static Safetensors read(byte[] bytes, Limits limits) throws ParameterFileException {
        limits.checkFile(bytes);
        if (bytes.length < 8) {
            throw new ParameterFileException("the file has " + bytes.length
                    + " bytes, but a safetensors file starts with 8 bytes for the length of its header");
        }
        long headerLength =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        if (headerLength < 2 || headerLength > bytes.length - 8) {
            throw new ParameterFileException("the header is said to have " + Long.toUnsignedString(headerLength)
                    + " bytes, but " + (bytes.length - 8) + " follow");
        }
        if (headerLength > Limits.HEADER_BYTES) {
            throw new ParameterFileException(
                    "the header has " + headerLength + " bytes; at most " + Limits.HEADER_BYTES + " are allowed");
        }
        int dataStart = 8 + (int) headerLength;
        JsonObject header =
                JsonText.parse(JsonText.utf8(bytes, 8, (int) headerLength, "the header"), "the safetensors header");
        limits.checkTensors(header.size() - (header.get(METADATA) == null ? 0 : 1));

        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (JsonObject.Member member : header) {
            if (member.getName().equals(METADATA)) {
                readMetadata(member.getValue(), metadata);
            } else {
                entries.add(Entry.read(member.getName(), member.getValue()));
            }
        }

        // Read in the order of the data, so that a hole or an overlap shows between neighbors.
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, String> skipped = new LinkedHashMap<>();
        long dataLength = (long) bytes.length - dataStart;
        long position = 0;
        for (Entry entry : entries) {
            if (entry.end > dataLength) {
                throw new ParameterFileException(
                        entry.name + " ends at byte " + entry.end + " of the data, but there are only " + dataLength);
            }
            if (entry.begin != position) {
                throw new ParameterFileException(entry.name + " begins at byte " + entry.begin
                        + " of the data, but the tensor before it ends at " + position);
            }
            if (entry.type == null) {
                skipped.put(entry.name, entry.what);
            } else {
                tensors.put(entry.name, new Tensor(entry.type, entry.shape, bytes, dataStart + (int) entry.begin));
            }
            position = entry.end;
        }
        if (position != dataLength) {
            throw new ParameterFileException(
                    "the tensors take " + position + " bytes, but the file has " + dataLength + " bytes of data");
        }
        return new Safetensors(metadata, tensors, skipped);
    }

    private static void readMetadata(JsonValue value, Map<String, String> metadata) throws ParameterFileException {
        if (value.isNull()) {
            return;
        }
        if (!value.isObject()) {
            throw new ParameterFileException(METADATA + " is not an object of texts");
        }
        for (JsonObject.Member member : value.asObject()) {
            if (!member.getValue().isString()) {
                throw new ParameterFileException(
                        METADATA + " has " + ParameterFileException.quote(member.getName()) + ", which is not a text");
            }
            metadata.put(member.getName(), member.getValue().asString());
        }
    }

    /**
     * What the header says of a tensor.
     *
     * @param type null where it cannot be read here
     * @param what it is then, in words
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(String name, Tensor.@Nullable Type type, int[] shape, long begin, long end, String what) {
        static Entry read(String name, JsonValue value) throws ParameterFileException {
            JsonObject entry = value.isObject() ? value.asObject() : Json.object();
            JsonValue dtype = entry.get("dtype");
            JsonValue dimensions = entry.get("shape");
            JsonValue offsets = entry.get("data_offsets");
            if (dtype == null
                    || !dtype.isString()
                    || !isList(dimensions)
                    || !isList(offsets)
                    || offsets.asArray().size() != 2) {
                throw new ParameterFileException(name + " is not described by dtype, shape and two data_offsets");
            }
            long begin = JsonText.wholeNumber(offsets.asArray().get(0));
            long end = JsonText.wholeNumber(offsets.asArray().get(1));
            if (begin < 0 || end < begin) {
                throw new ParameterFileException(name + " has data_offsets that are not a begin and an end: "
                        + ParameterFileException.quote(offsets.toString()));
            }
            int[] shape = shape(name, dimensions.asArray());
            Tensor.Type type = type(dtype.asString());
            String what = "";
            if (type == null) {
                what = name + " has the dtype " + ParameterFileException.quote(dtype.asString())
                        + ", which is not known here";
            } else {
                long elements = Tensor.elements(shape);
                if (elements < 0 || end - begin != elements * type.bytes()) {
                    throw new ParameterFileException(name + " is " + type + " of shape " + Tensor.text(shape)
                            + ", but its data_offsets give it " + (end - begin) + " bytes");
                }
                if (shape.length > Limits.RANK) {
                    type = null;
                    what = name + " has " + shape.length + " dimensions; at most " + Limits.RANK + " are read";
                }
            }
            // Others' tensors may be what they like.
            if (type == null && Names.isParameter(name)) {
                throw new ParameterFileException(what);
            }
            return new Entry(name, type, shape, begin, end, what);
        }

        private static Tensor.@Nullable Type type(String dtype) {
            for (Tensor.Type type : Tensor.Type.values()) {
                if (type.name().equals(dtype)) {
                    return type;
                }
            }
            return null;
        }

        private static boolean isList(@Nullable JsonValue value) {
            return value != null && value.isArray();
        }

        private static int[] shape(String name, JsonArray array) throws ParameterFileException {
            int[] shape = new int[array.size()];
            for (int i = 0; i < shape.length; i++) {
                long n = JsonText.wholeNumber(array.get(i));
                if (n < 0 || n > Integer.MAX_VALUE) {
                    throw new ParameterFileException(name + " has the dimension "
                            + ParameterFileException.quote(array.get(i).toString()) + " in its shape");
                }
                shape[i] = (int) n;
            }
            return shape;
        }
    }

    /**
     * The file: the tensors in their order, those with the widest numbers first so that each is aligned to its own
     * width, the data aligned to 8 bytes. The same content gives the same bytes.
     *
     * @throws IllegalArgumentException when it would be over 2 GB, or its header longer than a reader accepts
     */
    public byte[] toBytes() {
        List<Map.Entry<String, Tensor>> order = new ArrayList<>(tensors.entrySet());
        order.sort(Comparator.comparingInt(entry -> -entry.getValue().type().bytes()));

        JsonObject header = Json.object();
        if (!metadata.isEmpty()) {
            JsonObject texts = Json.object();
            metadata.forEach(texts::add);
            header.add(METADATA, texts);
        }
        long position = 0;
        for (Map.Entry<String, Tensor> entry : order) {
            Tensor tensor = entry.getValue();
            JsonArray shape = new JsonArray();
            for (int n : tensor.shape()) {
                shape.add(n);
            }
            long end = position + tensor.byteSize();
            header.add(
                    entry.getKey(),
                    Json.object()
                            .add("dtype", tensor.type().name())
                            .add("shape", shape)
                            .add("data_offsets", new JsonArray().add(position).add(end)));
            position = end;
        }
        byte[] json = Utf8.bytes(header.toString());
        int headerLength = (json.length + 7) / 8 * 8;
        if (headerLength > Limits.HEADER_BYTES) {
            throw new IllegalArgumentException("the header would have " + headerLength + " bytes; at most "
                    + Limits.HEADER_BYTES + " are allowed");
        }
        if (8 + headerLength + position > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("the tensors take " + position + " bytes, too many for one file");
        }
        ByteBuffer out =
                ByteBuffer.allocate((int) (8 + headerLength + position)).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(headerLength);
        out.put(json);
        for (int i = json.length; i < headerLength; i++) {
            out.put((byte) ' ');
        }
        for (Map.Entry<String, Tensor> entry : order) {
            entry.getValue().writeTo(out);
        }
        return out.array();
    }
}
