package org.layerlab.backend.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** nginx or HAProxy with the configuration of {@code backend/deploy}, on free ports. */
final class FrontProxy implements AutoCloseable {
    private static final Path DEPLOY = Path.of("deploy").toAbsolutePath();
    private static final List<Integer> THEIRS = List.of(8080, 8081, 8082);

    /** Which of them. */
    enum Kind {
        HAPROXY("haproxy", "haproxy.cfg", "bind :80"),
        NGINX("nginx", "nginx.conf", "listen 80;");

        final String program;
        private final String file;
        private final String listen;

        Kind(String program, String file, String listen) {
            this.program = program;
            this.file = file;
            this.listen = listen;
        }

        /** The program, where it is installed. */
        Optional<Path> installed() {
            return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin")
                    .map(folder -> Path.of(folder, program))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    private final Kind kind;
    private final Process process;
    private final int port;

    private FrontProxy(Kind kind, Process process, int port) {
        this.kind = kind;
        this.process = process;
        this.port = port;
    }

    /** The first that is installed, in front of servers at these ports. */
    static Optional<FrontProxy> start(Path temporary, List<Integer> ports) throws IOException {
        for (Kind kind : Kind.values()) {
            Optional<Path> program = kind.installed();
            if (program.isPresent()) {
                return Optional.of(start(kind, program.get(), temporary, ports));
            }
        }
        return Optional.empty();
    }

    static FrontProxy start(Kind kind, Path program, Path temporary, List<Integer> ports) throws IOException {
        int port = ServeProcess.freePort();
        String text = Files.readString(DEPLOY.resolve(kind.file));
        for (int i = 0; i < THEIRS.size(); i++) {
            text = replaced(text, "127.0.0.1:" + THEIRS.get(i), "127.0.0.1:" + ports.get(i % ports.size()));
        }
        text = replaced(text, kind.listen, kind.listen.replaceFirst(":?80", "127.0.0.1:" + port));
        text = text.replace("/var/log/nginx/", temporary + "/");
        Path file = temporary.resolve(kind.file);
        Files.writeString(file, text);
        List<String> command = kind == Kind.HAPROXY
                ? List.of(program.toString(), "-db", "-f", file.toString())
                : List.of(program.toString(), "-c", whole(temporary, file).toString(), "-g", "daemon off;");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve(kind.program + ".log").toFile())
                .start();
        return new FrontProxy(kind, process, port);
    }

    private static String replaced(String text, String old, String other) {
        if (!text.contains(old)) {
            throw new AssertionError("the example no longer has '" + old + "'");
        }
        return text.replace(old, other);
    }

    /** What nginx has around the files in its conf.d. */
    private static Path whole(Path temporary, Path file) throws IOException {
        StringBuilder text = new StringBuilder("pid " + temporary.resolve("nginx.pid") + ";\n" + "error_log "
                + temporary.resolve("error.log") + ";\nevents {}\nhttp {\naccess_log off;\n");
        for (String what : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            text.append(what + "_temp_path " + temporary.resolve(what) + ";\n");
        }
        Path whole = temporary.resolve("whole.conf");
        Files.writeString(whole, text + "include " + file + ";\n}\n");
        return whole;
    }

    int port() {
        return port;
    }

    @Override
    public String toString() {
        return kind.program;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
