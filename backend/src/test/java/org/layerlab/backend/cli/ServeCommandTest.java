package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.CompiledPrograms;
import org.layerlab.backend.JavaCommand;
import org.layerlab.backend.Main;

class ServeCommandTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void needPrograms() {
        CompiledPrograms.required();
    }

    @Test
    void answersUntilItIsTerminatedAndEndsWell() throws Exception {
        Path model = Path.of("../static/models/cats-and-dogs.safetensors").toAbsolutePath();
        Process process = new ProcessBuilder(JavaCommand.of(
                        Main.class,
                        "serve",
                        "--port",
                        "0",
                        "--store",
                        folder.resolve("store").toString(),
                        "--model",
                        copy(model).toString(),
                        "--access-log"))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            StringBuilder said = new StringBuilder();
            String line = reader.readLine();
            while (line != null && !line.startsWith("LayerLab is at http://localhost:")) {
                said.append(line).append('\n');
                line = reader.readLine();
            }
            assertNotNull(line, said.toString());
            String address = line.substring("LayerLab is at ".length());
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest health =
                    HttpRequest.newBuilder(URI.create(address + "health")).build();
            assertEquals(
                    200,
                    client.send(health, HttpResponse.BodyHandlers.ofString()).statusCode());
            HttpRequest card = HttpRequest.newBuilder(URI.create(address + "api/models/my-model"))
                    .build();
            assertEquals(
                    200, client.send(card, HttpResponse.BodyHandlers.ofString()).statusCode());
            for (String path : new String[] {"health", "api/models/my-model"}) {
                String logged = String.valueOf(reader.readLine());
                assertTrue(
                        logged.matches("20[0-9T:+-]+ \\p{Alpha}+ org\\.layerlab\\.access: [0-9.:]+ GET /" + path
                                + " 200 [0-9]+ B [0-9]+ µs"),
                        logged);
            }
            process.destroy();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still running");
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void endsWithTheProcessThatStartedItIfAsked() throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\" & wait", "sh"));
        command.addAll(JavaCommand.of(
                Main.class,
                "serve",
                "--while-parent-lives",
                "--port",
                "0",
                "--store",
                folder.resolve("store").toString()));
        Process parent = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<ProcessHandle> server = List.of();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while (line != null && !line.startsWith("LayerLab is at http://localhost:")) {
                line = reader.readLine();
            }
            assertNotNull(line, "the server did not start");
            server = parent.children().toList();
            assertEquals(1, server.size());

            parent.destroyForcibly();

            server.get(0).onExit().get(30, TimeUnit.SECONDS);
        } finally {
            parent.destroyForcibly();
            server.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private Path copy(Path model) throws Exception {
        return Files.copy(model, folder.resolve("My model.safetensors"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"256.1.1.1", "no.such.host.invalid"})
    void aHostWithoutAnAddressIsNamed(String host) {
        Cli.Result result = Cli.run("serve", "--host", host, "--port", 0, "--store", folder.resolve("store"));
        assertEquals(1, result.code());
        assertEquals(
                "layerlab serve: cannot listen on " + host + ":0: no address is known for " + host + "\n",
                result.err());
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Cli.Result result = Cli.run(
                    "serve", "--host", "127.0.0.1", "--port", taken.getLocalPort(), "--store", folder.resolve("store"));
            assertEquals(1, result.code());
            assertEquals(
                    "layerlab serve: port " + taken.getLocalPort() + " is in use; choose another with --port\n",
                    result.err());
            assertEquals("", result.out());
        }
    }

    @Test
    void aProxyOrAPublicUrlThatIsNoneIsRefused() throws Exception {
        for (String[] option : new String[][] {
            {"--trusted-proxy", "everybody"}, {"--public-url", "example.org"}, {"--public-url", "https://a.example/b"}
        }) {
            Cli.Result result = Cli.run("serve", "--port", 0, "--store", folder.resolve("store"), option[0], option[1]);
            assertEquals(2, result.code(), result.err());
            assertTrue(result.err().startsWith("layerlab serve: '" + option[1] + "' is not"), result.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "many"})
    void aMetricsPortThatIsNoneIsRefused(String port) {
        Cli.Result result = Cli.run("serve", "--port", 0, "--store", folder.resolve("store"), "--metrics-port=" + port);
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().contains(port), result.err());
        assertEquals("", result.out());
    }

    @Test
    void aDataSetWithoutCatsIsRefused() throws Exception {
        Path set = Files.createDirectory(folder.resolve("set"));
        Files.write(set.resolve("dog.1.jpg"), new byte[] {1});
        Cli.Result result =
                Cli.run("serve", "--port", 0, "--store", folder.resolve("store"), "--dataset", "pets=" + set);
        assertEquals(1, result.code());
        assertTrue(result.err().contains("no cats"), result.err());
        assertEquals(1, result.err().lines().count());
    }
}
