package org.layerlab.page.learn;

import org.layerlab.network.text.Text;

/**
 * A teacher's words in Markdown, so that the course shows what was typed: nothing in them is a heading, a link or HTML.
 * Only {@code `code`}, {@code **bold**} and lists keep their meaning. A list is flat: its lines begin with {@code -},
 * {@code *} or a number such as {@code 1.}, however far they are indented.
 */
final class LessonMarkdown {
    /** Characters with a meaning in CommonMark anywhere. */
    private static final String ALWAYS = "\\`*_[]<>&|";

    /** Characters with a meaning at the beginning of a line. */
    private static final String FIRST = "#+-=~:";

    /** Longer numbers do not begin a list. */
    private static final int MOST_DIGITS = 9;

    private LessonMarkdown() {}

    /** A text in one line, without what no file should have: control characters and halves of characters. */
    static String line(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                line.append(c).append(text.charAt(++i));
            } else if (isBlank(c)) {
                line.append(' ');
            } else if (c < 0xd800 || c > 0xdfff) {
                line.append(c);
            }
        }
        return line.toString().trim();
    }

    /** Control characters, and what Java and Unicode call white space. */
    private static boolean isBlank(char c) {
        return c < ' '
                || (c >= 0x7f && c <= 0x9f)
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200a)
                || c == 0x2028
                || c == 0x2029
                || c == 0x205f
                || c == 0x3000;
    }

    /** A digit, or a letter of the languages that the course has. */
    private static boolean isLetter(char c) {
        char small = (char) (c | ' ');
        return (c >= '0' && c <= '9')
                || (small >= 'a' && small <= 'z')
                || (c >= 0xc0 && c <= 0x24f && c != 0xd7 && c != 0xf7);
    }

    /** A line as a value of the front matter: as it is where that is plain, and else between single quotes. */
    static String scalar(String line) {
        return isPlain(line) ? line : "'" + line.replace("'", "''") + "'";
    }

    /** Whether YAML reads a line as that text, without quotes. */
    private static boolean isPlain(String line) {
        if (line.isEmpty() || line.equals("true") || line.equals("false") || line.equals("null")) {
            return false;
        }
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean inWord = i > 0 && i < line.length() - 1 && line.charAt(i + 1) != ' ';
            if (!isLetter(c) && !(i > 0 && " ,.;?!%()/".indexOf(c) >= 0) && !(inWord && "-’".indexOf(c) >= 0)) {
                return false;
            }
        }
        return true;
    }

    /** A text of several lines as Markdown; an empty line ends a paragraph or a list. */
    static String paragraphs(String text) {
        StringBuilder markdown = new StringBuilder();
        boolean ended = false;
        // Between items of numbers, any number goes on; within a paragraph or a bullet's, it may be a year.
        boolean numbered = false;
        for (String typed : Text.split(text.replace("\r\n", "\n").replace('\r', '\n'), '\n')) {
            String line = line(typed);
            if (line.isEmpty()) {
                ended = markdown.length() > 0;
                numbered = false;
            } else {
                boolean inParagraph = markdown.length() > 0 && !ended && !numbered;
                boolean item = isItem(line, inParagraph);
                markdown.append(ended ? "\n\n" : markdown.length() > 0 ? "\n" : "");
                markdown.append(item ? item(line) : begun(line));
                numbered = item ? mark(line) > 1 : numbered;
                ended = false;
            }
        }
        return markdown.toString();
    }

    /** A text without the marks of its code and bold words, for where nobody reads Markdown. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        for (String line : Text.split(text, '\n')) {
            plain.append(plain.length() == 0 ? "" : "\n");
            int i = 0;
            while (i < line.length()) {
                int end = endOf(line, i);
                if (end > i) {
                    int mark = line.charAt(i) == '`' ? 1 : 2;
                    plain.append(line, i + mark, end - mark);
                    i = end;
                } else {
                    plain.append(line.charAt(i++));
                }
            }
        }
        return plain.toString();
    }

    /** The length of the mark with which a line may begin a list; 0 if there is none. */
    private static int mark(String line) {
        int digits = 0;
        while (digits < line.length() && line.charAt(digits) >= '0' && line.charAt(digits) <= '9') {
            digits++;
        }
        if (digits > 0 && digits <= MOST_DIGITS && digits < line.length() && ".)".indexOf(line.charAt(digits)) >= 0) {
            return digits + 1;
        }
        return "-*".indexOf(line.charAt(0)) >= 0 ? 1 : 0;
    }

    /** Whether a line is an item of a list: as in CommonMark, only the number 1 begins a list within a paragraph. */
    private static boolean isItem(String line, boolean inParagraph) {
        int mark = mark(line);
        return mark > 0
                && line.startsWith(" ", mark)
                && (!inParagraph || mark == 1 || (line.startsWith("1") && mark == 2));
    }

    /** An item. One space follows its mark, because more would begin code; no item counts as a mark of emphasis. */
    private static String item(String line) {
        int mark = mark(line);
        return (mark == 1 ? "-" : line.substring(0, mark))
                + " "
                + begun(line.substring(mark).trim());
    }

    /** A line whose beginning has no special meaning. */
    private static String begun(String line) {
        if (FIRST.indexOf(line.charAt(0)) >= 0) {
            return "\\" + line.charAt(0) + inline(line.substring(1));
        }
        int mark = mark(line);
        return mark > 1 ? line.substring(0, mark - 1) + "\\" + inline(line.substring(mark - 1)) : inline(line);
    }

    private static String inline(String line) {
        StringBuilder markdown = new StringBuilder();
        int i = 0;
        while (i < line.length()) {
            int end = endOf(line, i);
            if (end > i) {
                markdown.append(line.charAt(i) == '`' ? line.substring(i, end) : bold(line.substring(i + 2, end - 2)));
                i = end;
            } else {
                escape(markdown, line.charAt(i++));
            }
        }
        return markdown.toString();
    }

    private static String bold(String words) {
        StringBuilder markdown = new StringBuilder("**");
        for (int i = 0; i < words.length(); i++) {
            escape(markdown, words.charAt(i));
        }
        return markdown.append("**").toString();
    }

    private static void escape(StringBuilder markdown, char c) {
        if (ALWAYS.indexOf(c) >= 0) {
            markdown.append('\\');
        }
        markdown.append(c);
    }

    /** Where the code or bold text that begins here ends; −1 if none begins here. */
    private static int endOf(String line, int from) {
        String mark = line.charAt(from) == '`' ? "`" : "**";
        int within = from + mark.length();
        if (!line.startsWith(mark, from) || isAt(line, from - 1, mark)) {
            return -1;
        }
        int to = line.indexOf(mark, within);
        if (to <= within || isAt(line, to + mark.length(), mark)) {
            return -1;
        }
        String words = line.substring(within, to);
        boolean good = mark.equals("`")
                ? words.trim().equals(words)
                : words.indexOf('*') < 0
                        && words.indexOf('`') < 0
                        && isLetter(words.charAt(0))
                        && isLetter(words.charAt(words.length() - 1));
        return good ? to + mark.length() : -1;
    }

    private static boolean isAt(String line, int place, String mark) {
        return place >= 0 && place < line.length() && line.charAt(place) == mark.charAt(0);
    }
}
