package org.layerlab.kernels;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Declares the locals of functions by type, in the order of their first use, and none that are not used. So the module
 * depends on what a function does, not on where its locals were declared, and runs of a type take two bytes.
 */
final class LocalOrder {
    private static final Pattern FUNCTIONS = Pattern.compile("(?m)^(?=\\(func )");
    private static final Pattern HEAD =
            Pattern.compile("^\\(func(?: \\$\\w+)?(?:\\s*\\((?:export|param|result)[^)]*\\))*");
    private static final Pattern DECLARATION = Pattern.compile("\\(local (\\$\\w+) (\\w+)\\)");
    private static final Pattern USE = Pattern.compile("\\(local\\.\\w+ (\\$\\w+)");

    private static final List<String> TYPES = List.of("i32", "f32", "f64", "v128");

    private LocalOrder() {}

    /** The module's text with its functions, each of which begins a line. */
    static String of(String wat) {
        StringBuilder ordered = new StringBuilder();
        for (String function : FUNCTIONS.split(wat, -1)) {
            ordered.append(function.startsWith("(func ") ? ordered(function) : function);
        }
        return ordered.toString();
    }

    private static String ordered(String function) {
        Map<String, String> types = new LinkedHashMap<>();
        Matcher declarations = DECLARATION.matcher(function);
        while (declarations.find()) {
            types.put(declarations.group(1), declarations.group(2));
        }
        String body = declarations.replaceAll("");
        List<String> used = new ArrayList<>();
        Matcher uses = USE.matcher(body);
        while (uses.find()) {
            if (types.containsKey(uses.group(1)) && !used.contains(uses.group(1))) {
                used.add(uses.group(1));
            }
        }
        StringBuilder locals = new StringBuilder();
        for (String type : TYPES) {
            for (String local : used) {
                if (type.equals(types.get(local))) {
                    locals.append(" (local ")
                            .append(local)
                            .append(' ')
                            .append(type)
                            .append(')');
                }
            }
        }
        Matcher head = HEAD.matcher(body);
        if (!head.find()) {
            throw new IllegalArgumentException("a function without a head: " + function);
        }
        return head.group() + locals + body.substring(head.end());
    }
}
