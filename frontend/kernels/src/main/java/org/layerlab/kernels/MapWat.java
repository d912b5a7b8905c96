package org.layerlab.kernels;

import java.util.List;

/** Operations on maps, chosen by number; features are in the order row, column, channel. */
final class MapWat {
    private static final List<String> OPERATIONS =
            DescriptorLayout.of(KernelLayout.MapOperation.class).names();

    private static final String HEAD = """
        (func $maps_{s} (param $operation i32) (param $at i32) (param $work i32) (param $index i32) (param $count i32)
        """;

    private MapWat() {}

    static String wat(ScalarType n) {
        return n.fill(PoolWat.wat() + ChannelWat.wat(n) + choice());
    }

    /** For a module without maps: nobody calls it, but the programs import it. */
    static String none(ScalarType n) {
        return n.fill(HEAD + "  (unreachable))\n");
    }

    /** {@code $maps_{s}}: calls the operation with that number. */
    private static String choice() {
        StringBuilder wat = new StringBuilder(HEAD);
        for (int i = OPERATIONS.size() - 1; i >= 0; i--) {
            wat.append("  (block $").append(OPERATIONS.get(i)).append('\n');
        }
        wat.append("  (br_table");
        for (String operation : OPERATIONS) {
            wat.append(" $").append(operation);
        }
        wat.append(" (local.get $operation)))\n");
        for (int i = 0; i < OPERATIONS.size(); i++) {
            wat.append("  (call $")
                    .append(OPERATIONS.get(i))
                    .append("_{s} (local.get $at) (local.get $index) (local.get $count))\n")
                    .append(i < OPERATIONS.size() - 1 ? "  (return))\n" : ")\n");
        }
        return wat.toString();
    }
}
