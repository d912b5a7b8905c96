package org.layerlab.page.browser;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.classlib.PlatformDetector;
import org.teavm.jso.JSBody;

/**
 * The page's sentences in the reader's language. The sources speak English; each file in {@code static/texts/} has all
 * sentences in another language, and a test says which it lacks.
 */
public final class Texts {
    private Texts() {}

    /**
     * A sentence of ours.
     *
     * @param sentence in English, a literal; <code>{0}</code> to <code>{9}</code> stand for the parts; where
     *     one ends with a period and another follows, there is only one
     * @param parts numbers, names, or sentences that are in the reader's language already
     */
    public static String of(String sentence, Object... parts) {
        String text = PlatformDetector.isTeaVM() ? translated(sentence) : sentence;
        if (parts.length == 0) {
            return text;
        }
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            String part = String.valueOf(parts[text.charAt(open + 1) - '0']);
            filled.append(text, from, open).append(part);
            from = open + 3;
            // Browsers end some of their messages with a period.
            if (part.endsWith(".") && text.startsWith(".", from)) {
                from++;
            }
        }
        return filled.append(text, from, text.length()).toString();
    }

    /** What the network, a worker or the server said in English, in the reader's language where we know the sentence. */
    public static String said(@Nullable String sentence) {
        String text = String.valueOf(sentence);
        return PlatformDetector.isTeaVM() ? found(text) : text;
    }

    /** Sentences of a worker, each in this language, one after the other. */
    public static String listed(List<String> sentences) {
        return joined("; ", sentences);
    }

    /** Names in this language, one after the other. */
    public static String names(List<String> names) {
        return joined(", ", names);
    }

    private static String joined(String separator, List<String> texts) {
        List<String> all = new ArrayList<>();
        for (String text : texts) {
            all.add(said(text));
        }
        return String.join(separator, all);
    }

    /** What sets groups of three digits apart: where a comma would be taken for a decimal one, a narrow space. */
    static char grouping() {
        return PlatformDetector.isTeaVM() && !language().equals("en") ? '\u202f' : ',';
    }

    // A worker speaks English, and the page translates it.
    @JSBody(params = "sentence", script = "return self.LayerLabTexts ? LayerLabTexts.of(sentence) : sentence;")
    private static native String translated(String sentence);

    @JSBody(params = "sentence", script = "return self.LayerLabTexts ? LayerLabTexts.said(sentence) : sentence;")
    private static native String found(String sentence);

    /** The language that the page is in, such as {@code de}. */
    @JSBody(script = "return self.LayerLabTexts ? document.documentElement.lang : 'en';")
    public static native String language();
}
