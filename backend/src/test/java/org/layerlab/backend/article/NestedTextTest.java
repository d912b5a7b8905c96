package org.layerlab.backend.article;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Strangers' texts that are nested as deep as anyone can make them, read with a quarter of the usual stack. */
class NestedTextTest {
    private static final int STACK_BYTES = 256 << 10;

    /** What begins and ends something that can contain the same again. */
    private static final List<List<String>> PAIRS = List.of(
            List.of("*a ", " a*"),
            List.of("**", "**"),
            List.of("***a ", " a***"),
            List.of("_a ", " a_"),
            List.of("*_", "_*"),
            List.of("![", "](b)"),
            List.of("![a", "][b]"),
            List.of("[", "](b)"),
            List.of("[![", "](b)](c)"),
            List.of("*![", "](b)*"),
            List.of("> ", "\n"),
            List.of("- ", "\n"),
            List.of("1. > ", "\n"),
            List.of("# *a ", "*\n"),
            List.of("|*a ", "a*|"),
            List.of("<a>", "</a>"),
            List.of("`", "`"));

    /** Whether the text was accepted; fails where the stack does not suffice. */
    private static boolean isAccepted(String text) throws Exception {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            try {
                Article unused = Article.parseBounded(text);
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        });
        new Thread(null, task, "small", STACK_BYTES).start();
        return task.get(1, TimeUnit.MINUTES);
    }

    @Test
    void anyPairMayBeNestedToAnyDepth() throws Exception {
        for (List<String> pair : PAIRS) {
            String begin = pair.get(0);
            String end = pair.get(1);
            for (int depth = 1; depth * (begin.length() + end.length()) < Bounds.MOST_TEXT; depth += 1 + depth / 3) {
                String text = begin.repeat(depth) + "text" + end.repeat(depth) + "\n\n[b]: /c\n";
                boolean accepted = isAccepted(text);
                assertTrue(accepted || depth > 10, depth + " × " + begin);
            }
        }
    }

    @Test
    void randomNestingsAreAcceptedOrRefused() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        int accepted = 0;
        int texts = 2000;
        for (int i = 0; i < texts; i++) {
            StringBuilder begin = new StringBuilder();
            StringBuilder end = new StringBuilder();
            int depth = random.nextInt(1, 400);
            int kinds = random.nextInt(1, 4);
            int first = random.nextInt(PAIRS.size());
            for (int level = 0; level < depth; level++) {
                List<String> pair = PAIRS.get((first + random.nextInt(kinds)) % PAIRS.size());
                begin.append(pair.get(0));
                end.insert(0, pair.get(1));
            }
            accepted += isAccepted(begin + "text" + end + "\n\n[b]: /c\n") ? 1 : 0;
        }
        assertTrue(accepted > texts / 20 && accepted < texts * 19 / 20, accepted + " of " + texts);
    }

    @Test
    void fiftyLevelsAreAllowed() throws Exception {
        // The document, the paragraph and the emphasis contain something; the text does not.
        String deepest = "*a ".repeat(48) + "b*".repeat(48);
        assertTrue(isAccepted(deepest));
        assertTrue(isAccepted((deepest + "\n\n").repeat(20) + "- " + "*a ".repeat(46) + "b*".repeat(46)));
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> Article.parseBounded("Good.\n\n" + deepest + "\n\n*a " + deepest + "b*\n\nGood."));
        assertEquals("quotes, lists, emphasis or links are nested more than 50 levels deep", refused.getMessage());
    }
}
