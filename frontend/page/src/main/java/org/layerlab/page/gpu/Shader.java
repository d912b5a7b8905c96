package org.layerlab.page.gpu;

import java.util.ArrayList;
import java.util.List;

/**
 * One operation for the GPU: which matrices it reads and writes, which numbers it takes, and its formula in WGSL. In the
 * formula a matrix is an array under its name, and a number is {@code p.name}.
 *
 * <p>To use it, give {@link GpuQueue} the matrices and the numbers in the order in which they are declared here.
 */
final class Shader {
    /** Threads of a group, in every operation: what each device can do. */
    static final int THREADS = 256;

    /** Groups side by side that each device can do; further ones go into the next row. */
    static final int MOST_GROUPS = 65_535;

    /**
     * A matrix, or an array beside it.
     *
     * @param type of an element in WGSL
     */
    private record Role(String name, String type, boolean written) {}

    private final String name;
    private final boolean perElement;
    private final List<Role> roles = new ArrayList<>();
    private final StringBuilder numbers = new StringBuilder();
    private final StringBuilder functions = new StringBuilder();
    private String body = "";
    private boolean totals;

    private Shader(String name, boolean perElement) {
        this.name = name;
        this.perElement = perElement;
    }

    /** An operation whose formula gives element {@code i} of {@code p.n}: the first number. */
    static Shader each(String name) {
        return new Shader(name, true).number("n", "u32");
    }

    /**
     * An operation by groups of {@link #THREADS} threads: {@code group}, of {@code p.groups}, the first number, and {@code
     * lane} of a thread in its group.
     */
    static Shader groups(String name) {
        return new Shader(name, false).number("groups", "u32");
    }

    /** The next matrices are read and not written. */
    Shader reads(String... matrices) {
        return roles(false, matrices);
    }

    /** The next matrices are written, and may be read. */
    Shader writes(String... matrices) {
        return roles(true, matrices);
    }

    private Shader roles(boolean written, String... matrices) {
        for (String matrix : matrices) {
            roles.add(new Role(matrix, "f32", written));
        }
        return this;
    }

    /** The next array is read, four numbers or bytes at a time. */
    Shader readsAs(String type, String array) {
        roles.add(new Role(array, type, false));
        return this;
    }

    /** The next numbers, whole and not negative. */
    Shader counts(String... names) {
        for (String count : names) {
            number(count, "u32");
        }
        return this;
    }

    /** The next numbers. */
    Shader numbers(String... names) {
        for (String number : names) {
            number(number, "f32");
        }
        return this;
    }

    private Shader number(String number, String type) {
        numbers.append("  ").append(number).append(": ").append(type).append(",\n");
        return this;
    }

    /** Declarations before the operation: functions, constants, memory that a group shares. */
    Shader with(String declarations) {
        functions.append(declarations).append('\n');
        return this;
    }

    /** The formula uses {@code total(lane, value)}: the sum over a group's threads, to each of them. */
    Shader totals() {
        totals = true;
        return this;
    }

    /** What it does. */
    Shader body(String formula) {
        body = formula;
        return this;
    }

    /** Its name, by which its compiled form is found again. */
    String name() {
        return name;
    }

    /** How many matrices it takes. */
    int roles() {
        return roles.size();
    }

    /** Whether it writes a matrix, by its place in the order of declaration. */
    boolean writes(int role) {
        return roles.get(role).written();
    }

    /** The formula in WGSL, with a binding of its own for each matrix. */
    String source() {
        int[] all = new int[roles.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        return source(all, false);
    }

    /**
     * The formula in WGSL.
     *
     * @param same for each matrix the place of the first that is the same one: no matrix may be bound twice
     * @param subgroups whether the device has subgroups
     */
    String source(int[] same, boolean subgroups) {
        boolean bySubgroups = totals && subgroups;
        StringBuilder text = new StringBuilder(bySubgroups ? "enable subgroups;\nrequires subgroup_id;\n" : "");
        text.append("struct Numbers {\n").append(numbers).append("}\n");
        text.append("@group(0) @binding(0) var<uniform> p: Numbers;\n");
        for (int i = 0; i < same.length; i++) {
            if (same[i] == i) {
                Role role = roles.get(i);
                text.append("@group(0) @binding(").append(i + 1).append(") var<storage, ");
                text.append(isWritten(i, same) ? "read_write" : "read").append("> ");
                text.append(role.name()).append(": array<").append(role.type()).append(">;\n");
            }
        }
        String formula = functions + total(bySubgroups) + main(bySubgroups);
        for (int i = 0; i < same.length; i++) {
            if (same[i] != i) {
                formula =
                        renamed(formula, roles.get(i).name(), roles.get(same[i]).name());
            }
        }
        return text + formula;
    }

    /** Whether the matrix of a role is written, in this role or another one. */
    boolean isWritten(int role, int[] same) {
        for (int i = 0; i < same.length; i++) {
            if (same[i] == role && roles.get(i).written()) {
                return true;
            }
        }
        return false;
    }

    private String total(boolean bySubgroups) {
        if (!totals) {
            return "";
        }
        return bySubgroups ? WgslFunctions.TOTAL_BY_SUBGROUPS : WgslFunctions.TOTAL;
    }

    private String main(boolean bySubgroups) {
        String start = "@compute @workgroup_size(" + THREADS + ")\n"
                + "fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32"
                + (bySubgroups
                        ? ", @builtin(subgroup_id) subgroupId: u32, @builtin(num_subgroups) numSubgroups: u32) {\n"
                        : ") {\n")
                + (bySubgroups ? "  subgroup = subgroupId;\n  subgroups = numSubgroups;\n" : "")
                + "  let group = workgroup.y * " + MOST_GROUPS + " + workgroup.x;\n";
        String which = perElement
                ? "  let i = group * " + THREADS + " + lane;\n  if (i >= p.n) { return; }\n"
                : "  if (group >= p.groups) { return; }\n";
        return start + which + body + "\n}\n";
    }

    /** The text with another name for an array: {@code from[} becomes {@code to[}. */
    private static String renamed(String text, String from, String to) {
        StringBuilder result = new StringBuilder();
        int done = 0;
        String wanted = from + "[";
        for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
            if (at == 0 || !isOfAName(text.charAt(at - 1))) {
                result.append(text, done, at).append(to);
                done = at + from.length();
            }
        }
        return result.append(text.substring(done)).toString();
    }

    private static boolean isOfAName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
}
