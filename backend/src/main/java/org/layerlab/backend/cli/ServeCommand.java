package org.layerlab.backend.cli;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.cluster.ClusterOptions;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.dataset.DataSetException;
import org.layerlab.backend.dataset.DataSets;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.metrics.MetricsOptions;
import org.layerlab.backend.photo.PhotoDecoder;
import org.layerlab.backend.server.LayerLabServer;
import org.layerlab.backend.server.ServerOptions;
import org.layerlab.backend.server.SiteFiles;
import org.layerlab.backend.store.FolderPlace;
import org.layerlab.backend.store.StorePlace;
import org.layerlab.network.file.StorageType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Serves the page, the data sets and the saved models until it is interrupted. */
@Command(
        name = "serve",
        description = {
            "Serves the page, the data sets and the saved models.",
            "On Ctrl-C or SIGTERM, lets running requests finish, then stops."
        })
public final class ServeCommand implements Callable<Integer> {
    private static final int MINUTES_TO_STOP = 1;
    private static final String CLUSTER_NAME = "layerlab";

    private final TerminalOutput console;
    private final Interruption interruption;
    private final Clock clock;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port to listen on; 0 for any free port. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "0.0.0.0",
            description = "Address to listen on. Default: ${DEFAULT-VALUE}, all addresses of this machine.")
    private String host;

    @Mixin
    private StoreOptions store;

    @Option(
            names = "--dataset",
            paramLabel = "ID=PATH",
            description = "A folder or zip of labeled photos, in addition to the drawings. "
                    + "Several with the same ID are combined.")
    private List<String> dataSets = new ArrayList<>();

    @Option(
            names = "--test-fraction",
            paramLabel = "FRACTION",
            defaultValue = "0.1",
            description = "Test on this fraction of data sets without a test split. Default: ${DEFAULT-VALUE}.")
    private double testFraction;

    @Option(
            names = "--model",
            arity = "1..*",
            paramLabel = "FILE",
            description = "A .safetensors or .npz file to list with the saved models, under the name of the file.")
    private List<Path> models = new ArrayList<>();

    @Option(
            names = "--trusted-proxy",
            paramLabel = "CIDR",
            description = "Address or range, such as 10.0.0.0/8, of a proxy whose X-Forwarded headers are trusted; "
                    + "may be repeated. Default: proxies on this machine only.")
    private List<String> trustedProxies = new ArrayList<>();

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "Public URL of this server, such as https://example.org, for links and QR codes. "
                    + "Default: the host of each request.")
    private @Nullable String publicUrl;

    @Option(
            names = "--behind-address",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many clients, such as schools of a district, share one address on the internet: an "
                    + "address may save, join, and open classes and connections N times as often. 1 to 1000. "
                    + "Default: ${DEFAULT-VALUE}.")
    private int behindAddress;

    @Option(names = "--cluster", description = "Share live classes with other servers that use the same store.")
    private boolean cluster;

    @Option(
            names = "--cluster-host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "This machine's address for the other servers, on a network that nobody else can reach. "
                    + "Default: ${DEFAULT-VALUE}, servers on this machine only.")
    private String clusterHost;

    @Option(
            names = "--cluster-port",
            paramLabel = "PORT",
            defaultValue = "" + ClusterOptions.PORT,
            description = "First port to reach other servers on; the next 19 are tried too. Default: ${DEFAULT-VALUE}.")
    private int clusterPort;

    @Option(
            names = "--cluster-member",
            paramLabel = "HOST[:PORT]",
            description = "A machine that runs other servers; may be repeated.")
    private List<String> clusterMembers = new ArrayList<>();

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "Serve metrics for Prometheus at /metrics on this port; 0 for any free port. Default: none.")
    private @Nullable Integer metricsPort;

    @Option(
            names = "--metrics-host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address of the metrics, which anyone who reaches it can read. Default: ${DEFAULT-VALUE}, "
                    + "this machine only.")
    private String metricsHost;

    @Option(names = "--access-log", description = "Log each request to standard error.")
    private boolean accessLog;

    /** For builds and scripts: a server whose starter was killed would keep the port. */
    @Option(
            names = "--while-parent-lives",
            description = "Stop when the process that started this one ends, for whatever reason.")
    private boolean whileParentLives;

    /**
     * @param clock for the dates of saved models
     */
    @SuppressWarnings("NullAway.Init") // fields are set by picocli
    public ServeCommand(TerminalOutput console, Interruption interruption, Clock clock) {
        this.console = console;
        this.interruption = interruption;
        this.clock = clock;
    }

    @Override
    public Integer call() throws CommandException {
        if (!(testFraction >= 0 && testFraction <= 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--test-fraction " + testFraction + " is not between 0 and 1");
        }
        StorePlace place = store.place(spec);
        if (cluster && place instanceof FolderPlace) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--cluster needs a store that all servers share, --store s3://BUCKET/PREFIX, not " + place);
        }
        Map<String, List<Path>> sources = sources();
        SiteFiles site = site();
        List<DataSet> opened = new ArrayList<>();
        try {
            opened.add(DataSets.drawings());
            for (Map.Entry<String, List<Path>> entry : sources.entrySet()) {
                opened.add(open(entry.getKey(), entry.getValue()));
            }
            ServerOptions options;
            try {
                options = ServerOptions.of(place)
                        .withPort(port)
                        .withHost(host)
                        .withDataSets(opened)
                        .withFront(front())
                        .withAccessLog(accessLog)
                        .withCluster(cluster())
                        .withMetrics(Optional.ofNullable(metricsPort).map(at -> new MetricsOptions(metricsHost, at)));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage());
            }
            ExampleStore examples =
                    new ExampleStore(store.local(place).resolve("prepared"), new PhotoDecoder()::prepare);
            serve(new LayerLabServer(options, site, examples, clock), place);
            return 0;
        } finally {
            opened.forEach(DataSet::close);
        }
    }

    private Optional<ClusterOptions> cluster() {
        return cluster
                ? Optional.of(new ClusterOptions(CLUSTER_NAME, clusterHost, clusterPort, clusterMembers))
                : Optional.empty();
    }

    private ServerOptions.Front front() {
        return new ServerOptions.Front(
                trustedProxies.isEmpty() ? ServerOptions.Front.DEFAULT.trustedProxies() : trustedProxies,
                Optional.ofNullable(publicUrl),
                behindAddress);
    }

    private void serve(LayerLabServer server, StorePlace place) throws CommandException {
        try {
            // A server that fails to start cleans up after itself.
            LayerLabServer.Running running = await(server.start());
            try {
                running.warnings().forEach(console::say);
                console.say("saved models are kept in " + place);
                if (whileParentLives) {
                    CompletableFuture<Void> unused = ProcessHandle.current()
                            .parent()
                            .map(ProcessHandle::onExit)
                            .orElseGet(() -> CompletableFuture.completedFuture(ProcessHandle.current()))
                            .thenRun(interruption::request);
                }
                running.metricsPort()
                        .ifPresent(at ->
                                console.say("metrics are at http://" + shown(metricsHost) + ":" + at + "/metrics"));
                // Scripts wait for this line, so it comes last: from here on the server answers.
                console.print("LayerLab is at http://" + shown(host) + ":" + running.port() + "/");
                interruption.await();
            } finally {
                await(server.close());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String shown(String host) {
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        return everywhere ? "localhost" : host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    private static <T> T await(Future<T> future) throws CommandException, InterruptedException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(MINUTES_TO_STOP, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CommandException(String.valueOf(cause.getMessage()), cause);
        } catch (TimeoutException e) {
            throw new CommandException("the server did not start or stop within " + MINUTES_TO_STOP + " minute", e);
        }
    }

    /** The paths of the data sets, by id. */
    private Map<String, List<Path>> sources() {
        Map<String, List<Path>> sources = new LinkedHashMap<>();
        for (String given : dataSets) {
            int equals = given.indexOf('=');
            if (equals < 0) {
                throw new ParameterException(spec.commandLine(), "--dataset " + given + " is not ID=PATH");
            }
            try {
                sources.computeIfAbsent(given.substring(0, equals), id -> new ArrayList<>())
                        .add(LayerLabCommand.path(given.substring(equals + 1)));
            } catch (TypeConversionException e) {
                throw new ParameterException(spec.commandLine(), "--dataset " + given + ": " + e.getMessage());
            }
        }
        return sources;
    }

    private DataSet open(String id, List<Path> paths) throws CommandException {
        try {
            DataSet dataSet = DataSets.open(id, paths, testFraction, DataSets.DEFAULT_SEED);
            if (dataSet.leftOut().total() > 0) {
                console.say("data set " + id + ": left out: " + dataSet.leftOut());
            }
            return dataSet;
        } catch (DataSetException e) {
            throw new CommandException("data set " + id + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--dataset: " + e.getMessage());
        }
    }

    /** The packaged site, plus the models of the command line as bundled models. */
    private SiteFiles site() throws CommandException {
        SiteFiles packaged;
        try {
            packaged = SiteFiles.ofClassPath();
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandException("this copy of LayerLab is incomplete: " + e.getMessage(), e);
        }
        if (models.isEmpty()) {
            return packaged;
        }
        Map<String, byte[]> files = new LinkedHashMap<>(packaged.files());
        Map<String, Path> given = new HashMap<>();
        for (Path model : models) {
            String name = "models/" + modelId(model) + ".safetensors";
            if (files.containsKey(name)) {
                Path other = given.get(name);
                throw new CommandException((other == null ? "a built-in model" : other) + " and " + model
                        + " would both have the address /m/" + modelId(model) + "; rename "
                        + (other == null ? model : "one of them"));
            }
            given.put(name, model);
            files.put(name, ModelFiles.readOwn(model).withoutExtra().toSafetensors(StorageType.F32));
        }
        return new SiteFiles(files);
    }

    /** The name of a file in characters that are valid in a URL. */
    private static String modelId(Path model) {
        Path name = model.getFileName();
        String id = (name == null ? "" : name.toString())
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\.(safetensors|npz)$", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        return id.isEmpty() ? "model" : id.substring(0, Math.min(64, id.length()));
    }
}
