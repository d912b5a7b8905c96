package org.layerlab.backend.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The style sheet of each page, {@code style-{page}.css}: {@code style.css} without the selectors that name a class or id
 * which occurs nowhere in the page's HTML, in the scripts, or in its program, that are for another page, or for a frame
 * where the page has no embedded form. The order of the rules stays.
 *
 * <p>A program may put a name together from parts: a string that ends in a hyphen stands for every name that it begins.
 */
final class PageStyles {
    private static final String SHEET = "style.css";

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/\n?", Pattern.DOTALL);
    private static final Pattern NAMED = Pattern.compile("[#.]([a-zA-Z][\\w-]*)");
    private static final Pattern OF_PAGE = Pattern.compile("\\[data-page=\"(\\w+)\"]");
    private static final String EMBEDDED = "[data-embed]";
    private static final Pattern PARENTHESES = Pattern.compile("\\([^()]*\\)");
    private static final Pattern BRACKETS = Pattern.compile("\\[[^\\[\\]]*]");

    private final Page page;
    private final Set<String> words;

    private PageStyles(Page page, Set<String> words) {
        this.page = page;
        this.words = words;
    }

    /**
     * The style sheets by their names; whole ones where the site has no JavaScript build of the page's program.
     */
    static Map<String, byte[]> of(Map<String, byte[]> site) {
        Map<String, byte[]> styles = new TreeMap<>();
        if (!site.containsKey(SHEET)) {
            return styles;
        }
        String css = COMMENT.matcher(text(site, SHEET)).replaceAll("");
        Map<String, Set<String>> known = new TreeMap<>();
        for (Page page : Page.values()) {
            String program = page.program() + ".js";
            String style = css;
            if (site.containsKey(program) || page.program().isEmpty()) {
                Set<String> words = new HashSet<>(known.computeIfAbsent(program, name -> words(text(site, name))));
                site.keySet().stream()
                        .filter(path -> path.equals("index.html")
                                || path.equals("pages/" + page.id() + ".html")
                                || path.startsWith("pages/" + page.id() + "-")
                                || isScript(path))
                        .forEach(path -> words.addAll(known.computeIfAbsent(path, name -> words(text(site, name)))));
                style = new PageStyles(page, words).rules(css);
            }
            // Rules that were left out leave empty lines.
            style = style.replaceAll("\n+", "\n");
            styles.put("style-" + page.id() + ".css", style.getBytes(StandardCharsets.UTF_8));
        }
        return styles;
    }

    /** The scripts of {@code static/} and the chart library, not the programs, nor what runs in other people's pages. */
    private static boolean isScript(String path) {
        return path.endsWith(".js")
                && !path.equals("embed.js")
                && Stream.of(Page.values()).noneMatch(page -> path.equals(page.program() + ".js"));
    }

    private static String text(Map<String, byte[]> site, String path) {
        return new String(site.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8);
    }

    /** What could be a name; the letter of an escape such as {@code \n} belongs to none. */
    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (c == '-' || c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
                continue;
            }
            if (i > from) {
                words.add(text.substring(from, i));
            }
            from = c == '\\' ? i + 2 : i + 1;
        }
        return words;
    }

    /** The rules that can apply, in a sheet or in the braces of an at-rule. */
    private String rules(String css) {
        StringBuilder kept = new StringBuilder();
        int at = 0;
        while (at < css.length()) {
            int open = css.indexOf('{', at);
            int end = css.indexOf(';', at);
            if (open < 0 || (end >= 0 && end < open)) {
                // A statement such as @charset, or what follows the last rule.
                int next = open < 0 ? css.length() : end + 1;
                kept.append(css, at, next);
                at = next;
                continue;
            }
            int close = closing(css, open);
            String head = css.substring(at, open);
            String body = css.substring(open, close + 1);
            if (head.strip().startsWith("@media") || head.strip().startsWith("@supports")) {
                String inner = rules(body.substring(1, body.length() - 1));
                if (!inner.isBlank()) {
                    kept.append(head).append('{').append(inner).append('}');
                }
            } else {
                String selectors = head.strip().startsWith("@") ? head : selectors(head);
                if (!selectors.isEmpty()) {
                    kept.append(selectors).append(body);
                }
            }
            at = close + 1;
        }
        return kept.toString();
    }

    /** Where the brace that opens here is closed. */
    private static int closing(String css, int open) {
        int depth = 0;
        for (int i = open; i < css.length(); i++) {
            depth += css.charAt(i) == '{' ? 1 : css.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                SHEET + ": the brace is never closed after " + css.substring(Math.max(0, open - 80), open));
    }

    private String selectors(String head) {
        List<String> kept = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= head.length(); i++) {
            char c = i == head.length() ? ',' : head.charAt(i);
            depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            if (c == ',' && depth == 0) {
                String selector = head.substring(from, i);
                if (applies(selector)) {
                    kept.add(selector);
                }
                from = i + 1;
            }
        }
        return String.join(",", kept);
    }

    /**
     * Whether all classes and ids of a selector occur, on this page; what is in parentheses may be a choice or an exception,
     * and in brackets a value.
     */
    private boolean applies(String selector) {
        String outer = selector;
        for (String before = ""; !before.equals(outer); ) {
            before = outer;
            outer = PARENTHESES.matcher(outer).replaceAll("");
        }
        return (page.embeddable() || !outer.contains(EMBEDDED))
                && OF_PAGE.matcher(outer).results().allMatch(id -> id.group(1).equals(page.id()))
                && NAMED.matcher(BRACKETS.matcher(outer).replaceAll(""))
                        .results()
                        .allMatch(name -> occurs(name.group(1)));
    }

    private boolean occurs(String name) {
        if (words.contains(name)) {
            return true;
        }
        for (int i = name.indexOf('-'); i >= 0; i = name.indexOf('-', i + 1)) {
            if (words.contains(name.substring(0, i + 1))) {
                return true;
            }
        }
        return false;
    }
}
