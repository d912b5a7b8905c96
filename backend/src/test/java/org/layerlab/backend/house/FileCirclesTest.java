package org.layerlab.backend.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** No two files need each other, directly or by way of others, even for a constant. */
class FileCirclesTest {
    private static final String KERNELS = "org.layerlab.kernels.";

    /**
     * The typed builder of WebAssembly: a number's methods give numbers of other types, and a function declares
     * variables that are numbers and emit into it. They are one vocabulary, in files of their own to keep them short.
     */
    private static final Set<String> BUILDER = Set.of(
            "Bits",
            "Function",
            "Group",
            "I32",
            "I64",
            "IntVec",
            "Lanes",
            "Memory",
            "Operand",
            "Real",
            "Statements",
            "Vec");

    private static final Map<String, Set<String>> REFERENCES = References.all();

    @Test
    void filesHaveNoCircles() {
        Map<String, Set<String>> references = new TreeMap<>();
        REFERENCES.forEach((from, named) -> {
            Set<String> counted = new TreeSet<>(named);
            counted.removeIf(to -> ofBuilder(from) && ofBuilder(to));
            references.put(from, counted);
        });
        assertEquals(List.of(), circles(references));
    }

    /** An exception that is no longer needed would hide the next circle. */
    @Test
    void eachFileOfTheBuilderIsInACircle() {
        Set<String> inCircles = new TreeSet<>();
        circles(REFERENCES).forEach(inCircles::addAll);
        inCircles.removeIf(file -> !ofBuilder(file));
        assertEquals(new TreeSet<>(BUILDER.stream().map(name -> KERNELS + name).toList()), inCircles);
    }

    @Test
    void constantsAndFilesOfAllModulesCount() {
        assertTrue(named("network.data.PhotoSide").contains("org.layerlab.network.data.ChannelOrder"), "a constant");
        assertTrue(named("spark.SparkMain").contains("org.layerlab.backend.cli.LayerLabCommand"), "another module");
        for (String module : List.of("classlib", "compiler", "dev", "kernels", "libtorch", "page", "spark", "speed")) {
            String start = "org.layerlab." + module + ".";
            assertTrue(REFERENCES.keySet().stream().anyMatch(file -> file.startsWith(start)), module);
        }
    }

    private static Set<String> named(String file) {
        return REFERENCES.getOrDefault("org.layerlab." + file, Set.of());
    }

    private static boolean ofBuilder(String file) {
        return file.startsWith(KERNELS) && BUILDER.contains(file.substring(KERNELS.length()));
    }

    /** For each file that is in a circle, a shortest one; the same circle once. */
    private static List<List<String>> circles(Map<String, Set<String>> references) {
        Set<Set<String>> known = new LinkedHashSet<>();
        List<List<String>> circles = new ArrayList<>();
        for (String file : references.keySet()) {
            List<String> circle = circle(file, references);
            if (!circle.isEmpty() && known.add(new TreeSet<>(circle))) {
                circles.add(circle);
            }
        }
        return circles;
    }

    /** The files of a shortest way from a file back to it, breadth first; empty where there is none. */
    private static List<String> circle(String start, Map<String, Set<String>> references) {
        Map<String, String> foundFrom = new HashMap<>();
        Deque<String> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty()) {
            String file = next.remove();
            for (String to : references.getOrDefault(file, Set.of())) {
                if (foundFrom.putIfAbsent(to, file) == null) {
                    next.add(to);
                }
            }
            if (foundFrom.containsKey(start)) {
                break;
            }
        }
        List<String> circle = new ArrayList<>();
        for (String file = foundFrom.get(start); file != null; file = file.equals(start) ? null : foundFrom.get(file)) {
            circle.add(0, file);
        }
        return circle;
    }
}
