package org.layerlab.backend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a test starts a program of its class path in another process: compiled quickly, as the tests themselves are. */
public final class JavaCommand {
    private JavaCommand() {}

    /**
     * The words of the command.
     *
     * @param main the program's class
     */
    public static List<String> of(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
