package org.layerlab.backend.dataset;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Names of files that Java reads from a folder and does not find by their text again: on Linux a name is any bytes, in UTF-8
 * or not, and whatever the locale.
 */
final class OddName {
    private OddName() {}

    /**
     * A path below a folder with {@code /} as separator. Bytes that are not UTF-8 in it read as in an address: {@code lat%E9.jpg}.
     *
     * @param root a folder that exists
     */
    static String below(Path root, Path file) {
        return text(root.toUri().relativize(file.toUri()));
    }

    /** The path of an address, without its escapes where they are UTF-8. */
    private static String text(URI address) {
        String path = address.getRawPath();
        ByteBuffer bytes = ByteBuffer.allocate(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%') {
                bytes.put((byte) Integer.parseInt(path, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.put((byte) c);
            }
        }
        bytes.flip();
        CharBuffer text = CharBuffer.allocate(3 * bytes.remaining());
        CharsetDecoder utf8 = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        for (CoderResult result = utf8.decode(bytes, text, true);
                result.isError();
                result = utf8.decode(bytes, text, true)) {
            for (int i = 0; i < result.length(); i++) {
                text.put(String.format("%%%02X", bytes.get() & 0xff));
            }
        }
        return text.flip().toString();
    }
}
