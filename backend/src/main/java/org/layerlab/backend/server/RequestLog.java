package org.layerlab.backend.server;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.log.LogText;
import org.layerlab.backend.log.Repetitions;

/** A log line for each request if wanted, and in any case for those that are refused to somebody or fail. */
final class RequestLog {
    private static final System.Logger ACCESS = System.getLogger("org.layerlab.access");
    private static final System.Logger LOG = System.getLogger(RequestLog.class.getName());
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 429);

    /** What takes a manage token. */
    private static final Set<HttpMethod> MANAGED = Set.of(HttpMethod.PATCH, HttpMethod.DELETE);

    /** Under which a request knows its log, and the code of its problem. */
    private static final String SELF = RequestLog.class.getName();

    private static final String OWN_LESSON = "/learn/own/";

    private static final String PROBLEM = SELF + ".problem";

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
        ctx.put(SELF, this);
        ctx.addEndHandler(end -> tell(
                Forwarding.address(ctx), ctx.request(), end.succeeded(), begin, ctx.<@Nullable String>get(PROBLEM)));
        ctx.next();
    }

    /** Notes the code of the problem that a request is answered with. */
    static void problem(RoutingContext ctx, String code) {
        ctx.put(PROBLEM, code);
    }

    /** A request has become a WebSocket, which has no end as answers do. */
    static void upgraded(RoutingContext ctx) {
        RequestLog log = ctx.<@Nullable RequestLog>get(SELF);
        if (log != null && log.logsAll) {
            ACCESS.log(
                    System.Logger.Level.INFO,
                    Forwarding.address(ctx) + " " + LogText.line(what(ctx.request())) + " 101");
        }
    }

    /** Method and address of a request. Without the lesson that an address may carry: contents are not logged. */
    static String what(HttpServerRequest request) {
        String path = String.valueOf(request.path());
        return request.method() + " " + (path.startsWith(OWN_LESSON) ? OWN_LESSON + "..." : path);
    }

    /** A request that no route sees. */
    void watch(HttpServerRequest request) {
        long begin = nanoTime.getAsLong();
        String peer = request.remoteAddress() == null
                ? "-"
                : String.valueOf(request.remoteAddress().hostAddress());
        request.response().endHandler(end -> tell(peer, request, true, begin, null));
    }

    /**
     * @param isAnswered false when the client went away before its answer was complete
     * @param problem the code of the problem that was answered
     */
    private void tell(
            String client, HttpServerRequest request, boolean isAnswered, long begin, @Nullable String problem) {
        HttpServerResponse response = request.response();
        int status = response.getStatusCode();
        String what = what(request);
        if (logsAll) {
            long micros = (nanoTime.getAsLong() - begin) / 1000;
            ACCESS.log(
                    System.Logger.Level.INFO,
                    client + " " + LogText.line(what) + " " + (isAnswered ? status : "-") + " "
                            + response.bytesWritten() + " B " + micros + " µs"
                            + saved(response));
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
                                + (problem == null ? "" : ": " + problem)
                                + (times == 1 ? "" : "; " + times + " such answers since the last such line"));
            }
        }
    }

    /** The address of a model that was saved, by which the operator finds who saved it. */
    private static String saved(HttpServerResponse response) {
        String location = response.headers().get(HttpHeaders.LOCATION);
        return response.getStatusCode() == 201 && location != null && location.startsWith("/m/") ? " " + location : "";
    }
}
