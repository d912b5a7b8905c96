package org.layerlab.kernels;

import java.util.List;

/** The description of an operation in memory: 32-bit words, each with a name. */
record DescriptorLayout(List<String> names) {
    static DescriptorLayout of(String... names) {
        return new DescriptorLayout(List.of(names));
    }

    /** Locals with these names, and the code that reads them from the description at {@code $at}. */
    String read() {
        StringBuilder locals = new StringBuilder("  ");
        StringBuilder sets = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            locals.append("(local $").append(names.get(i)).append(" i32) ");
            sets.append("  (local.set $%s (i32.load offset=%d (local.get $at)))\n".formatted(names.get(i), 4 * i));
        }
        return locals + "\n%s\n" + sets;
    }

    /** The same with further locals. */
    String read(String locals) {
        return read().replace("%s", locals);
    }
}
