package org.layerlab.backend.article;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a stranger's Markdown may be. Within a paragraph, the parser's time grows with the square of the length; cells of a
 * table and links to a definition take more of the page than of the text. Emphasis and links that are nested take as much
 * of the parser's stack as a paragraph has marks.
 */
final class Bounds {
    /** Characters: several times the longest lesson of the course. */
    static final int MOST_TEXT = 20_000;

    /** Characters of the front matter. */
    static final int MOST_FRONT_MATTER = 20_000;

    /** Characters between two blank lines. */
    static final int MOST_PARAGRAPH = 7_000;

    /** Characters between two blank lines that emphasis and links are made of. */
    static final int MOST_MARKS = 500;

    private static final String MARKS = "*_[]";

    static final int MOST_COLUMNS = 20;

    static final int MOST_HTML = 200_000;

    private static final Pattern FRONT_MATTER = Pattern.compile("---\n(?s:.*?\n)??(?:---|\\.\\.\\.)");

    private Bounds() {}

    /**
     * Checks a text before it is parsed.
     *
     * @throws IllegalArgumentException when it is too long, or its front matter, a paragraph or a line of a table is
     */
    static void check(String lesson) {
        // Browsers send forms with CRLF.
        String text = lesson.replace("\r\n", "\n").replace('\r', '\n');
        int begin = frontMatter(text);
        require("the front matter", begin, MOST_FRONT_MATTER, "characters");
        String markdown = text.substring(begin);
        require("the text", markdown.length(), MOST_TEXT, "characters");
        int paragraph = 0;
        int marks = 0;
        int bars = 0;
        boolean isBlank = true;
        for (int i = 0; i <= markdown.length(); i++) {
            char c = i == markdown.length() ? '\n' : markdown.charAt(i);
            if (c == '\n') {
                require("a line", bars, MOST_COLUMNS + 1, "bars (|)");
                paragraph = isBlank ? 0 : paragraph + 1;
                marks = isBlank ? 0 : marks;
                bars = 0;
                isBlank = true;
            } else {
                paragraph++;
                marks += MARKS.indexOf(c) < 0 ? 0 : 1;
                bars += c == '|' ? 1 : 0;
                isBlank &= c == ' ' || c == '\t';
                requireShort("a paragraph, up to a blank line,", paragraph, MOST_PARAGRAPH, "characters");
                requireShort("a paragraph, up to a blank line,", marks, MOST_MARKS, "of the marks * _ [ ]");
            }
        }
    }

    /** Where front matter ends; 0 where there is none. */
    private static int frontMatter(String text) {
        Matcher found = FRONT_MATTER.matcher(text);
        return found.lookingAt() ? found.end() : 0;
    }

    /** Refuses what is counted up to the bound alone. */
    private static void requireShort(String what, int counted, int most, String of) {
        if (counted > most) {
            throw new IllegalArgumentException(what + " has more than " + most + " " + of);
        }
    }

    private static void require(String what, int found, int most, String of) {
        if (found > most) {
            throw new IllegalArgumentException(what + " has " + found + " " + of + "; it may have up to " + most);
        }
    }

    /**
     * What writes into a text, as long as that is short.
     *
     * @throws IllegalArgumentException from its methods, when the text becomes longer than this
     */
    static Appendable bounded(StringBuilder text, int most) {
        return new Appendable() {
            @Override
            public Appendable append(CharSequence more) {
                return append(more, 0, more.length());
            }

            @Override
            public Appendable append(CharSequence more, int start, int end) {
                requireShort("the page", text.length() + (end - start), most, "characters of HTML");
                text.append(more, start, end);
                return this;
            }

            @Override
            public Appendable append(char c) {
                requireShort("the page", text.length() + 1, most, "characters of HTML");
                text.append(c);
                return this;
            }
        };
    }
}
