package org.layerlab.kernels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Vectors that kernels read from memory. V8 builds a {@code v128.const} from general registers where it is used, in four
 * instructions or five; a load is one. In kernels' text such a constant is {@code (v128.kept SHAPE LANES…)}.
 */
final class Constants {
    private static final Pattern KEPT = Pattern.compile("\\(v128\\.kept ([fi]\\d+x\\d) ([^)]*)\\)");

    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final int from;

    /**
     * Constants that lie one after another.
     *
     * @param from the first one's address
     */
    Constants(int from) {
        this.from = from;
    }

    /** The text with each constant replaced by a load. */
    String place(String wat) {
        return KEPT.matcher(wat)
                .replaceAll(kept -> Matcher.quoteReplacement("(v128.load (i32.const " + address(kept) + "))"));
    }

    private int address(MatchResult kept) {
        return places.computeIfAbsent(
                kept.group(1) + " " + kept.group(2), constant -> from + ScalarType.VECTOR_BYTES * places.size());
    }

    /** The first address after the constants, whole cache lines after {@code from}. */
    int end() {
        int line = 64;
        return from + (ScalarType.VECTOR_BYTES * places.size() + line - 1) / line * line;
    }

    /** The segment that puts them into memory. Every worker does so when it starts: with the same bytes. */
    String data() {
        ByteBuffer bytes =
                ByteBuffer.allocate(ScalarType.VECTOR_BYTES * places.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (String constant : places.keySet()) {
            String[] words = constant.split(" ", -1);
            for (int i = 1; i < words.length; i++) {
                switch (words[0]) {
                    case "f32x4" -> bytes.putFloat(Float.parseFloat(words[i]));
                    case "f64x2" -> bytes.putDouble(Double.parseDouble(words[i]));
                    case "i32x4" -> bytes.putInt(Integer.parseInt(words[i]));
                    default -> bytes.putLong(Long.parseLong(words[i]));
                }
            }
        }
        StringBuilder data = new StringBuilder("(data (i32.const " + from + ") \"");
        for (byte b : bytes.array()) {
            data.append("\\%02x".formatted(b & 0xff));
        }
        return data.append("\")\n").toString();
    }
}
