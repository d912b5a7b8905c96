package org.layerlab.backend.server;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.LongSupplier;
import org.layerlab.backend.log.LogText;
import org.layerlab.backend.log.Repetitions;

/** A log line for each request if wanted, and in any case for those that are refused to somebody or fail. */
final class RequestLog {
    private static final System.Logger ACCESS = System.getLogger("org.layerlab.access");
    private static final System.Logger LOG = System.getLogger(RequestLog.class.getName());
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 429);

    /** What takes a manage token. */
    private static final Set<HttpMethod> MANAGED = Set.of(HttpMethod.PATCH, HttpMethod.DELETE);

    private final boolean logsAll;
    private final LongSupplier nanoTime;
    private final Repetitions repetitions;

    RequestLog(boolean logsAll, LongSupplier nanoTime) {
        this.logsAll = logsAll;
        this.nanoTime = nanoTime;
        repetitions = new Repetitions(nanoTime);
    }

    void watch(RoutingContext ctx) {
        long begin = nanoTime.getAsLong();
        ctx.addEndHandler(end -> tell(Forwarding.address(ctx), ctx.request(), end.succeeded(), begin));
        ctx.next();
    }

    /** A request that no route sees. */
    void watch(HttpServerRequest request) {
        long begin = nanoTime.getAsLong();
        String peer = request.remoteAddress() == null
                ? "-"
                : String.valueOf(request.remoteAddress().hostAddress());
        request.response().endHandler(end -> tell(peer, request, true, begin));
    }

    /**
     * @param isAnswered false when the client went away before its answer was complete
     */
    private void tell(String client, HttpServerRequest request, boolean isAnswered, long begin) {
        HttpServerResponse response = request.response();
        int status = response.getStatusCode();
        String what = request.method() + " " + request.path();
        if (logsAll) {
            long micros = (nanoTime.getAsLong() - begin) / 1000;
            ACCESS.log(
                    System.Logger.Level.INFO,
                    client + " " + LogText.line(what) + " " + (isAnswered ? status : "-") + " "
                            + response.bytesWritten() + " B " + micros + " µs");
        }
        if (isAnswered && status < 300 && MANAGED.contains(request.method())) {
            LOG.log(System.Logger.Level.INFO, client + " did " + LogText.line(what));
        }
        if (isAnswered && (REFUSALS.contains(status) || status >= 500)) {
            long times = repetitions.count(status + " " + client);
            if (times > 0) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        client + " got " + status + " for " + LogText.line(what)
                                + (times == 1 ? "" : "; " + times + " such answers since the last such line"));
            }
        }
    }
}
