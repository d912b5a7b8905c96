package org.layerlab.backend.browser;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.dataset.DataSets;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.photo.PhotoDecoder;
import org.layerlab.backend.server.LayerLabServer;
import org.layerlab.backend.server.ServerOptions;
import org.layerlab.backend.server.Site;
import org.layerlab.backend.server.SiteFiles;

/** The whole server as it is packaged, on a free port, with a store of its own that is deleted afterwards. */
final class LiveServer implements AutoCloseable {
    private static final Logger ACCESS = Logger.getLogger("org.layerlab.access");

    /** The prepared drawings, which are the same for every server and take seconds to draw and decode. */
    private static final class Prepared {
        static final ExampleStore EXAMPLES = new ExampleStore(folder(), new PhotoDecoder()::prepare);

        private static Path folder() {
            try {
                Path folder = Files.createTempDirectory("layerlab-examples-");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "delete-examples"));
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The packaged site, which takes a second to hash and compress. */
    private static final class Packaged {
        static final SiteFiles FILES = files();
        static final Site WHOLE = new Site(FILES);
        static final Site WITHOUT_MODELS = new Site(withoutModels());

        private static SiteFiles files() {
            try {
                return SiteFiles.ofClassPath();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static SiteFiles withoutModels() {
            Map<String, byte[]> files = new HashMap<>(FILES.files());
            files.keySet().removeIf(file -> file.startsWith("models/"));
            return new SiteFiles(files);
        }
    }

    private final LayerLabServer server;
    private final Path store;
    private final int port;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            requests.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final HttpClient client = HttpClient.newHttpClient();

    /** A server with the drawings and, where asked for, with the models that come with LayerLab. */
    static LiveServer start(boolean bundledModels) throws Exception {
        return start(bundledModels, DataSets.drawings());
    }

    /** A server with these data sets; the first is the one that the photo page begins with. */
    static LiveServer start(boolean bundledModels, DataSet... dataSets) throws Exception {
        return new LiveServer(bundledModels ? Packaged.WHOLE : Packaged.WITHOUT_MODELS, List.of(dataSets), 0);
    }

    /** A server with these data sets and another boot.js, made from the real one. */
    static LiveServer startWith(UnaryOperator<String> boot, DataSet... dataSets) throws Exception {
        return new LiveServer(new Site(changed(boot)), List.of(dataSets), 0);
    }

    /** A script with another part, which must be in it: else a test would go on with the real one. */
    static String replaced(String script, String part, String by) {
        if (!script.contains(part)) {
            throw new AssertionError("boot.js has no " + part);
        }
        return script.replace(part, by);
    }

    /** Ends, and starts the next version at the same address: all but these files, under another address of the assets. */
    LiveServer upgrade(String... without) throws Exception {
        close();
        Map<String, byte[]> files =
                new HashMap<>(changed(boot -> boot + "// next\n").files());
        files.keySet().removeAll(List.of(without));
        return new LiveServer(new Site(new SiteFiles(files)), List.of(), port);
    }

    private static SiteFiles changed(UnaryOperator<String> boot) throws IOException {
        Map<String, byte[]> files = new HashMap<>(Packaged.FILES.files());
        // As it was written: the build shortens it.
        String script = Files.readString(Path.of("../static/boot.js"));
        files.put("boot.js", boot.apply(script).getBytes(StandardCharsets.UTF_8));
        return new SiteFiles(files);
    }

    private LiveServer(Site site, List<DataSet> dataSets, int port) throws Exception {
        store = Files.createTempDirectory("layerlab-store-");
        ServerOptions options = ServerOptions.of(store)
                .withPort(port)
                .withHost("127.0.0.1")
                .withDataSets(dataSets)
                .withAccessLog(true);
        ACCESS.setUseParentHandlers(false);
        ACCESS.addHandler(listener);
        server = new LayerLabServer(options, site, Prepared.EXAMPLES, Clock.systemUTC());
        this.port = server.start().await(30, TimeUnit.SECONDS).port();
    }

    /** The whole address of a path. */
    String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    HttpResponse<byte[]> get(String address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofByteArray());
    }

    /** How many bytes the body of a GET of this path has when the client takes this encoding. */
    int weight(String path, String acceptEncoding) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address(path)))
                .header("Accept-Encoding", acceptEncoding)
                .build();
        HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode());
        }
        return answer.body().length;
    }

    /** Saves a model, which has to be good, and lists it; gives the path of its page. */
    String save(byte[] file) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(address("/api/models?listed=true")))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return answer.headers().firstValue("Location").orElseThrow();
    }

    /** Saves a model without listing it; gives the answer, which {@link #delete} takes. */
    JsonObject saveUnlisted(byte[] file) throws IOException, InterruptedException {
        HttpResponse<String> saved = client.send(
                HttpRequest.newBuilder(URI.create(address("/api/models")))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                        .build(),
                BodyHandlers.ofString());
        if (saved.statusCode() != 201) {
            throw new AssertionError(saved.statusCode() + " " + saved.body());
        }
        return Json.parse(saved.body()).asObject();
    }

    /** Deletes a model, as somebody may who has its key. */
    void delete(JsonObject saved) throws IOException, InterruptedException {
        HttpResponse<Void> deleted = client.send(
                HttpRequest.newBuilder(URI.create(address("/api/models/" + saved.getString("id", ""))))
                        .header("Authorization", "Bearer " + saved.getString("manageToken", ""))
                        .DELETE()
                        .build(),
                BodyHandlers.discarding());
        if (deleted.statusCode() != 204) {
            throw new AssertionError(saved.getString("id", "") + ": " + deleted.statusCode());
        }
    }

    /** Saves a model and deletes it again; gives the path where it was. */
    String saveAndDelete(byte[] file) throws IOException, InterruptedException {
        JsonObject saved = saveUnlisted(file);
        delete(saved);
        return "/m/" + saved.getString("id", "");
    }

    /** The access log up to now, a line a request. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Ends the server, unless a test has ended it before. */
    @Override
    public void close() throws TimeoutException {
        server.close().await(30, TimeUnit.SECONDS);
        ACCESS.removeHandler(listener);
        if (Files.exists(store)) {
            delete(store);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
