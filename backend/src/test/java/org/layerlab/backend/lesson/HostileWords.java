package org.layerlab.backend.lesson;

import java.util.List;
import java.util.Random;

/** Texts such as nobody types on purpose. */
final class HostileWords {
    /** What means something in Markdown, YAML, HTML or nowhere, and letters of three languages. */
    private static final String HOSTILE =
            "abz AZ019 äßÑñ¿¡éü “”’ \\`*_[]<>&|#+-=~:;!?.,'\"(){}$%^@/ \t\u0000\u0007\u0085\u00a0"
                    + "\u2028\u3000\ud83d\ude00\ud83d\ufeff漢字مرحبا";

    private static final List<String> PIECES = List.of(
            "---",
            "...",
            "# ",
            "## A heading",
            "***",
            "===",
            "- a",
            "\n- a\n",
            "\n * b\n",
            "\n\t1.   c\n",
            "\n2. d\n",
            "\n- # e\n",
            "\n- - -\n",
            "1. b",
            "7) c",
            "> d",
            "```",
            "~~~",
            "<!--",
            "<script>",
            "</script>",
            "`x = 1`",
            "**bold**",
            "**bo*ld**",
            "[a](b)",
            "![a](/b)",
            "[a]: /b",
            "&amp;",
            "&#35;",
            "a | b",
            "--|--",
            "| a |",
            "title: x",
            "key: |",
            "'",
            "\"",
            "''",
            "{{widget}}",
            "{{title}}",
            "\\",
            "http://a.b",
            "`",
            "``a``",
            "    indented",
            ": x",
            "- - -",
            "%41",
            "\r\n");

    private final Random random;

    HostileWords(Random random) {
        this.random = random;
    }

    /**
     * A text that ends in a letter or a question mark.
     *
     * @param lines whether it may have several
     */
    String text(boolean lines) {
        StringBuilder text = new StringBuilder(lines || random.nextBoolean() ? "" : "W");
        int length = 1 + random.nextInt(lines ? 60 : 25);
        for (int i = 0; i < length; i++) {
            if (random.nextInt(4) == 0) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            } else {
                text.append(HOSTILE.charAt(random.nextInt(HOSTILE.length())));
            }
            if (lines && random.nextInt(6) == 0) {
                text.append(random.nextBoolean() ? "\n" : "\n\n");
            }
        }
        return text + (random.nextBoolean() ? "x" : "?");
    }
}
