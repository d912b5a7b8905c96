package org.layerlab.backend.lesson;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.Deflater;

/** Lessons as links carry them. */
public final class PackedLessons {
    private PackedLessons() {}

    /** The end of the link that carries these bytes. */
    static String of(byte[] bytes, int level) {
        Deflater deflater = new Deflater(level, true);
        deflater.setInput(bytes);
        deflater.finish();
        byte[] deflated = new byte[bytes.length + 100];
        int length = deflater.deflate(deflated);
        deflater.end();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(deflated, length));
    }

    /** The same of a text, as short as it gets. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8), Deflater.BEST_COMPRESSION);
    }
}
