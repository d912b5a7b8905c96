package org.layerlab.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.sweep.TrialPlace;
import org.layerlab.backend.sweep.TrialWork;

/** Opens places on the executors of one Spark application, which starts with the first place. */
final class SparkPlaces implements TrialPlace.Factory, AutoCloseable {
    private static final String MASTER = "spark.master";
    private static final String STANDALONE = "spark://";
    private static final int CONNECT_MILLIS = 5000;

    /** How many tasks run or wait for a core, unless {@code --threads} says otherwise. */
    private static final int TASKS = 256;

    private final SparkConf conf;
    private @Nullable JavaSparkContext context;

    SparkPlaces(SparkConf conf) {
        this.conf = conf;
    }

    @Override
    public TrialPlace open(TrialWork work, int threads) throws TrialPlace.PlaceException {
        JavaSparkContext running = context();
        return new SparkPlace(running, running.broadcast(work), threads == 0 ? TASKS : threads);
    }

    private JavaSparkContext context() throws TrialPlace.PlaceException {
        JavaSparkContext known = context;
        if (known != null) {
            return known;
        }
        if (!conf.contains(MASTER)) {
            throw new TrialPlace.PlaceException(
                    "no Spark master is given; start with spark-submit --master spark://HOST:7077, or local[*]", null);
        }
        requireMaster(conf.get(MASTER));
        try {
            JavaSparkContext started =
                    new JavaSparkContext(conf.clone().setIfMissing("spark.app.name", "layerlab sweep"));
            started.setLogLevel("WARN");
            context = started;
            return started;
        } catch (RuntimeException e) {
            throw new TrialPlace.PlaceException("Spark's " + conf.get(MASTER) + " can't be used: " + e.getMessage(), e);
        }
    }

    /** Spark itself would try an unreachable master for a minute, and then say little. */
    private static void requireMaster(String master) throws TrialPlace.PlaceException {
        if (!master.startsWith(STANDALONE)) {
            return;
        }
        List<String> reasons = new ArrayList<>();
        IOException last = null;
        for (String address : master.substring(STANDALONE.length()).split(",", -1)) {
            int colon = address.lastIndexOf(':');
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(
                                address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
                        CONNECT_MILLIS);
                return;
            } catch (IOException e) {
                last = e;
                reasons.add(address + ": " + e.getMessage());
            } catch (RuntimeException e) {
                throw new TrialPlace.PlaceException("the Spark master '" + master + "' is not spark://HOST:PORT", e);
            }
        }
        throw new TrialPlace.PlaceException(
                "the Spark master " + master + " can't be reached (" + String.join("; ", reasons) + ")", last);
    }

    @Override
    public void close() {
        JavaSparkContext running = context;
        if (running != null) {
            running.close();
        }
    }
}
