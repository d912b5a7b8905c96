package org.layerlab.kernels;

import java.util.List;

/**
 * What the module offers besides its kernels, for the memory and the threads. All numbers are integers.
 *
 * @param answers whether it returns a number
 */
record ModuleFunction(String name, boolean answers, List<String> parameters, String about) {
    /** All that the page calls in both of its builds. */
    static List<ModuleFunction> all() {
        return List.of(
                command("storeInt", "Sets an integer of 32 bits.", "at", "value"),
                command("clear", "Sets bytes to 0.", "at", "bytes"),
                command("copy", "Copies bytes from one place in the memory to another.", "from", "to", "bytes"),
                question(
                        "grow",
                        "Adds pages of 64 KB; returns how many there were before, or −1 when the browser refuses.",
                        "pages"),
                question("scratchBytes", "How much scratch the products need."),
                question("reservedBytes", "How much of the memory's beginning is not for matrices."),
                command(
                        "want",
                        "Lets this many of the joined threads help from now on; after so many naps of 100 ms each, a silent "
                                + "thread counts as dead.",
                        "members",
                        "naps"),
                question("members", "How many threads help, besides the one that calls."),
                question(
                        "lost",
                        "1 once a helper thread has died: results since then are undefined, and this thread computes alone."));
    }

    private static ModuleFunction command(String name, String about, String... parameters) {
        return new ModuleFunction(name, false, List.of(parameters), about);
    }

    private static ModuleFunction question(String name, String about, String... parameters) {
        return new ModuleFunction(name, true, List.of(parameters), about);
    }
}
