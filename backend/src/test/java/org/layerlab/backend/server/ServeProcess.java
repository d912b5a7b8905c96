package org.layerlab.backend.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.layerlab.backend.CompiledPrograms;
import org.layerlab.backend.Main;

/** {@code layerlab serve} in a process of its own, to be killed. */
final class ServeProcess implements AutoCloseable {
    private final Process process;
    final int port;

    /** Begins to start it; {@link #await} says when it serves. */
    ServeProcess(int port, Map<String, String> environment, List<String> options) throws IOException {
        CompiledPrograms.required();
        this.port = port;
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--while-parent-lives",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port)));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** Waits until it serves. */
    ServeProcess await() throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith("LayerLab is at ")) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("the server on port " + port + " did not start");
        }
        return this;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Ports that are free just now. */
    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
