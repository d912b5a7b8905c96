package org.layerlab.backend.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * The numbers of a running server, in Prometheus's text format.
 *
 * <p>Labels have few values, whatever clients send: routes are the server's own ({@code /m/:id}), and methods that it
 * does not know are one.
 */
public final class Metrics implements AutoCloseable {
    /** Response times are counted up to each of these. */
    private static final double[] BUCKETS = {5, 25, 100, 250, 1000, 5000};

    private static final Set<MetricsDomain> WATCHED = EnumSet.of(MetricsDomain.HTTP_SERVER, MetricsDomain.NAMED_POOLS);
    private static final Set<String> METHODS =
            HttpMethod.values().stream().map(HttpMethod::name).collect(Collectors.toUnmodifiableSet());

    private static final Logger LOG = Logger.getLogger(MeterRegistry.class.getName());

    static {
        // Each HTTP server of Vert.x registers its gauges; those of one name share one number, so nothing is ignored.
        LOG.setFilter(line -> !String.valueOf(line.getMessage())
                .startsWith("This Gauge has been already registered (MeterId{name='vertx.http.server."));
    }

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();

    /** Numbers of the Java process; the others begin with {@link #builder} and {@link #gauge}. */
    public Metrics() {
        registry.config()
                .meterFilter(MeterFilter.replaceTagValues(
                        Label.HTTP_METHOD.toString(), method -> METHODS.contains(method) ? method : "other"))
                .meterFilter(new MeterFilter() {
                    @Override
                    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                        return id.getName().endsWith("response.time")
                                ? buckets().merge(config)
                                : config;
                    }
                });
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        garbage.bindTo(registry);
    }

    private static DistributionStatisticConfig buckets() {
        double[] nanos = new double[BUCKETS.length];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = BUCKETS[i] * Duration.ofMillis(1).toNanos();
        }
        return DistributionStatisticConfig.builder()
                .serviceLevelObjectives(nanos)
                .build();
    }

    /** A Vert.x whose HTTP servers and worker pools are counted. */
    public VertxBuilder builder(VertxOptions options) {
        MicrometerMetricsOptions metrics = new MicrometerMetricsOptions()
                .setEnabled(true)
                .setLabels(EnumSet.of(
                        Label.HTTP_ROUTE, Label.HTTP_METHOD, Label.HTTP_CODE, Label.POOL_NAME, Label.POOL_TYPE));
        for (MetricsDomain domain : EnumSet.complementOf(EnumSet.copyOf(WATCHED))) {
            metrics.addDisabledMetricsCategory(domain);
        }
        return Vertx.builder()
                .with(options.setMetricsOptions(metrics))
                .withMetrics(new MicrometerMetricsFactory(registry));
    }

    /**
     * Adds a number that is asked for whenever Prometheus asks; it must not block.
     *
     * @param labels names and values in turn
     */
    public void gauge(String name, String description, Supplier<Number> value, String... labels) {
        Gauge.builder(name, value).description(description).tags(labels).register(registry);
    }

    /** All numbers as they are now, in Prometheus's text format. */
    public String text() {
        return registry.scrape();
    }

    @Override
    public void close() {
        garbage.close();
        registry.close();
    }
}
