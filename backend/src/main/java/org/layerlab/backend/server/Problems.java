package org.layerlab.backend.server;

import com.eclipsesource.json.JsonObject;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.bucket.BucketException;
import org.layerlab.backend.dataset.DataSetException;
import org.layerlab.backend.dataset.DataSetGoneException;
import org.layerlab.backend.dataset.DataSetTooLargeException;
import org.layerlab.backend.log.FailureLog;
import org.layerlab.backend.log.LogText;
import org.layerlab.backend.store.StoreException;
import org.layerlab.network.file.ParameterFileException;

/**
 * The one place that turns failures into responses: {@code {"error": {"code", "message"}}} with its status, or an error
 * page for the address of a page, unless the client asks for JSON.
 */
final class Problems {
    private final Pages pages;
    private final FailureLog failures;

    Problems(Pages pages, FailureLog failures) {
        this.pages = pages;
        this.failures = failures;
    }

    /** A failure that belongs to no request. */
    void report(String what, Throwable failure) {
        failures.report(what, failure);
    }

    void answer(RoutingContext ctx) {
        HttpServerResponse response = ctx.response();
        Throwable failure = ctx.failure();
        if ((failure != null && FailureLog.isDisconnection(failure)) || response.closed() || response.ended()) {
            // The client is gone, or has been told already.
            return;
        }
        HttpProblem problem = problem(failure, ctx.statusCode());
        RequestLog.problem(ctx, problem.code());
        if (problem.status() >= 500 && failure != null && !(failure instanceof HttpProblem)) {
            String what = LogText.line(RequestLog.what(ctx.request()));
            if (failure instanceof StoreException store && store.reason() == StoreException.Reason.FULL) {
                failures.reportLine(what, failure);
            } else {
                failures.report(what, failure);
            }
        }
        if (response.headWritten()) {
            // Too late for an error response: the client sees that the body is cut short.
            ctx.request().connection().close();
            return;
        }
        response.headers()
                .remove(HttpHeaders.ETAG)
                .remove(HttpHeaders.ACCEPT_RANGES)
                .remove(HttpHeaders.CONTENT_LENGTH)
                .remove(HttpHeaders.CONTENT_RANGE)
                .remove("Content-Disposition");
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        problem.headers().forEach(response::putHeader);
        boolean page = isPage(ctx) && (problem.status() == 404 || problem.status() == 410);
        if (page) {
            response.headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        }
        if (page && !asksForJson(ctx)) {
            if (problem.status() == 410) {
                pages.sendDeleted(ctx, problem.message());
            } else if (problem.code().equals("broken_lesson")) {
                pages.sendBrokenLesson(ctx, problem.message());
            } else {
                pages.sendNotFound(ctx);
            }
        } else {
            response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, MediaTypes.JSON);
            Downloads.end(ctx, json(problem));
        }
    }

    /** Whether somebody asks for a page. */
    static boolean isPage(RoutingContext ctx) {
        HttpMethod method = ctx.request().method();
        String path = ctx.request().path();
        return (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))
                && path != null
                && !path.startsWith("/api/")
                && !path.startsWith("/assets/")
                && !path.startsWith("/datasets/")
                && !path.equals("/health")
                && !path.equals("/ready");
    }

    /** Whether a program asks: a browser that opens an address always names HTML. */
    private static boolean asksForJson(RoutingContext ctx) {
        String accepted = String.join(",", ctx.request().headers().getAll(HttpHeaders.ACCEPT))
                .toLowerCase(Locale.ROOT);
        return accepted.contains("application/json") && !accepted.contains("text/html");
    }

    private static HttpProblem problem(@Nullable Throwable failure, int status) {
        if (failure instanceof HttpProblem problem) {
            return problem;
        }
        if (failure instanceof ParameterFileException) {
            return new HttpProblem(422, "invalid_file", "not a parameter file: " + failure.getMessage());
        }
        if (failure instanceof StoreException store) {
            return problem(store);
        }
        if (failure instanceof DataSetGoneException) {
            // Its message names folders of the server, which clients need not know.
            return new HttpProblem(
                    410, "gone", "the files of this data set were removed or changed; restart the server");
        }
        if (failure instanceof DataSetTooLargeException) {
            return new HttpProblem(413, "too_large", String.valueOf(failure.getMessage()));
        }
        if (failure instanceof DataSetException) {
            // With a cause, its message names folders of the server.
            return new HttpProblem(
                    500,
                    "data_set_failed",
                    failure.getCause() == null
                            ? String.valueOf(failure.getMessage())
                            : "the data set cannot be read or prepared; see the server's log");
        }
        return switch (status) {
            case 400 -> HttpProblem.badRequest("the request is malformed");
            case 404 -> HttpProblem.notFound("there is nothing at this address");
            case 413 -> new HttpProblem(413, "too_large", "the request is too large");
            default -> new HttpProblem(500, "internal", "internal error; see the server's log");
        };
    }

    private static HttpProblem problem(StoreException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e.reason()) {
            case NOT_FOUND -> HttpProblem.notFound(message);
            case DELETED -> new HttpProblem(410, "model_deleted", message);
            case WRONG_TOKEN, BUNDLED -> new HttpProblem(403, "forbidden", message);
            case BLOCKED -> new HttpProblem(403, "blocked", message);
            case TOO_LONG -> new HttpProblem(422, "invalid_file", message);
            case NOT_CONVERTIBLE -> new HttpProblem(422, "not_convertible", message);
            case DAMAGED -> new HttpProblem(500, "model_damaged", message);
            // A bucket's own message is for the operator only.
            case FULL ->
                new HttpProblem(
                        507, "store_full", e.getCause() instanceof BucketException ? "the store is full" : message);
            case READ_ONLY ->
                new HttpProblem(
                        503,
                        "store_read_only",
                        "models cannot be saved or changed right now because the store is read-only; saved models"
                                + " can still be read",
                        Map.of("Retry-After", "60"));
            case UNWRITABLE ->
                // Its message names folders of the server.
                new HttpProblem(
                        503,
                        "store_failed",
                        "models cannot be saved or changed right now; see the server's log",
                        Map.of("Retry-After", "60"));
            case UNREACHABLE ->
                new HttpProblem(
                        503,
                        "store_unreachable",
                        e.getCause() instanceof IOException
                                ? "the model cannot be read right now; nothing is lost, so try again in a moment"
                                : "the model store is not responding; nothing is lost, so try again in a moment",
                        Map.of("Retry-After", "10"));
            // Its message names folders of the server, which clients need not know.
            case UNUSABLE -> new HttpProblem(500, "store_failed", "the model store failed; see the server's log");
        };
    }

    private static Buffer json(HttpProblem problem) {
        JsonObject error = new JsonObject().add("code", problem.code()).add("message", problem.message());
        return Buffer.buffer(new JsonObject().add("error", error).toString());
    }

    /** The answer to bytes that are not HTTP. */
    static HttpProblem invalid() {
        return new HttpProblem(400, "bad_request", "the request is not valid HTTP", Map.of("Connection", "close"));
    }

    /** Answers a request that is not valid HTTP, and closes the connection. */
    static void answerInvalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        HttpProblem problem;
        if (cause instanceof HttpProblem known) {
            problem = known;
        } else if (cause instanceof TooLongHttpLineException) {
            problem = new HttpProblem(414, "too_large", "the address is too long");
        } else if (cause instanceof TooLongHttpHeaderException) {
            problem = new HttpProblem(431, "too_large", "the request headers are too long");
        } else {
            problem = invalid();
        }
        HttpServerResponse response = request.response();
        SecurityHeaders.add(response, null);
        Future<Void> end = response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, MediaTypes.JSON)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(json(problem));
        end.onComplete(done -> request.connection().close());
    }
}
