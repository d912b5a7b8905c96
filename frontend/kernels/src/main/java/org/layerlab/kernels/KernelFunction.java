package org.layerlab.kernels;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kernel as the module offers it: its first argument says whether the numbers are float64, and chooses the function of
 * that precision. A parameter {@code number x} is f64 outside and of the precision inside.
 *
 * @param name of the export; the functions are {@code $function_f32} and {@code $function_f64}
 * @param function what the two functions are called
 * @param result {@code f64}, {@code i32} or empty
 * @param parameters each a type and a name
 * @param division how threads share it, or null where one does it all
 */
record KernelFunction(
        String name,
        String function,
        String result,
        List<String> parameters,
        @Nullable Division division) {

    /**
     * How a kernel is divided among threads.
     *
     * @param work what is compared with {@code least}, an i64 expression of the parameters
     * @param least with less work than this the leader does it alone
     * @param locals of the share's function
     * @param cut changes the parameters to those of the {@code $index}-th of {@code $threads} threads; {@code $shift} is
     *     log2 of a number's bytes
     * @param further arguments that the functions take after the parameters
     * @param alone the further arguments where one thread does it all
     */
    record Division(String work, int least, String locals, String cut, String further, String alone) {}

    static KernelFunction alone(String name, String result, String... parameters) {
        return new KernelFunction(name, name, result, List.of(parameters), null);
    }

    static KernelFunction shared(String name, String function, Division division, String... parameters) {
        return new KernelFunction(name, function, "", List.of(parameters), division);
    }

    /**
     * The exported function.
     *
     * @param job its number in a crew's list, or −1 where there is no crew
     */
    String wat(int job) {
        StringBuilder wat = new StringBuilder("(func (export \"" + name + "\") (param $double i32)");
        for (String parameter : parameters) {
            wat.append(" (param $").append(word(parameter)).append(number(parameter) ? " f64)" : " i32)");
        }
        String returns = result.isEmpty() ? "" : " (result " + result + ")";
        wat.append(returns).append('\n');
        if (job >= 0 && division != null) {
            wat.append("  (if (i32.and (i64.gt_s ")
                    .append(division.work())
                    .append(" (i64.const ")
                    .append(division.least())
                    .append(")) (i32.gt_s (call $members) (i32.const 0)))\n    (then\n")
                    .append("      (i32.store (i32.const ")
                    .append(CrewWat.argument(0))
                    .append(") (local.get $double))\n");
            for (int i = 0; i < parameters.size(); i++) {
                wat.append(number(parameters.get(i)) ? "      (f64" : "      (i32")
                        .append(".store (i32.const ")
                        .append(CrewWat.argument(i + 1))
                        .append(") (local.get $")
                        .append(word(parameters.get(i)))
                        .append("))\n");
            }
            wat.append("      (call $team (i32.const ").append(job).append("))\n      (return)))\n");
        }
        return wat.append(both(division == null ? "" : division.alone()))
                .append(")\n")
                .toString();
    }

    /** {@code $share_NAME}: reads the arguments that the export wrote down, and does the part of one thread. */
    String share() {
        if (division == null) {
            throw new IllegalStateException(name + " is not divided");
        }
        StringBuilder wat = new StringBuilder("(func $share_" + name + " (param $index i32) (param $threads i32)\n");
        wat.append("  (local $double i32) (local $shift i32) ").append(division.locals());
        for (String parameter : parameters) {
            wat.append(" (local $").append(word(parameter)).append(number(parameter) ? " f64)" : " i32)");
        }
        wat.append("\n  (local.set $double (i32.load (i32.const ")
                .append(CrewWat.argument(0))
                .append(")))\n  (local.set $shift (i32.add (local.get $double) (i32.const 2)))\n");
        for (int i = 0; i < parameters.size(); i++) {
            wat.append("  (local.set $")
                    .append(word(parameters.get(i)))
                    .append(number(parameters.get(i)) ? " (f64" : " (i32")
                    .append(".load (i32.const ")
                    .append(CrewWat.argument(i + 1))
                    .append(")))\n");
        }
        return wat.append(division.cut())
                .append(both(division.further()))
                .append(")\n")
                .toString();
    }

    private String both(String further) {
        StringBuilder single = new StringBuilder("(call $" + function + "_f32");
        StringBuilder twice = new StringBuilder("(call $" + function + "_f64");
        for (String parameter : parameters) {
            String get = "(local.get $" + word(parameter) + ")";
            single.append(' ').append(number(parameter) ? "(f32.demote_f64 " + get + ")" : get);
            twice.append(' ').append(get);
        }
        String returns = result.isEmpty() ? "" : " (result " + result + ")";
        return "  (if" + returns + " (local.get $double)\n    (then " + twice + further + "))\n    (else " + single
                + further + ")))\n";
    }

    private static boolean number(String parameter) {
        return parameter.startsWith("number ");
    }

    private static String word(String parameter) {
        return parameter.substring(parameter.indexOf(' ') + 1);
    }
}
