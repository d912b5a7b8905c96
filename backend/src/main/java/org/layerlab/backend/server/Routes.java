package org.layerlab.backend.server;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.layerlab.backend.store.StoreException;

/** The routes. Where there is GET there is HEAD; OPTIONS and 405 list the methods of an address. */
final class Routes {
    /** Answers a request; {@link Problems} handles a failed future or an exception. */
    @FunctionalInterface
    interface Answer {
        Future<Void> to(RoutingContext ctx) throws StoreException;
    }

    private final Map<String, Map<HttpMethod, Answer>> answers = new LinkedHashMap<>();

    Routes get(String path, Answer answer) {
        return add(HttpMethod.GET, path, answer);
    }

    Routes post(String path, Answer answer) {
        return add(HttpMethod.POST, path, answer);
    }

    Routes patch(String path, Answer answer) {
        return add(HttpMethod.PATCH, path, answer);
    }

    Routes delete(String path, Answer answer) {
        return add(HttpMethod.DELETE, path, answer);
    }

    private Routes add(HttpMethod method, String path, Answer answer) {
        Answer former =
                answers.computeIfAbsent(path, key -> new LinkedHashMap<>()).put(method, answer);
        if (former != null) {
            throw new IllegalStateException(method + " " + path + " has two handlers");
        }
        return this;
    }

    /** {@code "GET /api/models"} and so on. */
    Set<String> list() {
        Set<String> list = new TreeSet<>();
        answers.forEach((path, methods) -> methods.keySet().forEach(method -> list.add(method + " " + path)));
        return list;
    }

    void addTo(Router router) {
        answers.forEach((path, methods) -> {
            String allowed = allowed(methods.keySet());
            router.route(path).handler(ctx -> dispatch(ctx, methods, allowed));
        });
    }

    /** Answers {@code OPTIONS *}, which asks for the whole server instead of one address (RFC 9110, section 9.3.7). */
    void sendAllowed(HttpServerRequest request) {
        Set<HttpMethod> all = new HashSet<>();
        answers.values().forEach(methods -> all.addAll(methods.keySet()));
        SecurityHeaders.add(request.response(), null);
        request.response().setStatusCode(204).putHeader("Allow", allowed(all)).end();
    }

    private static String allowed(Set<HttpMethod> methods) {
        Set<String> names = new TreeSet<>();
        methods.forEach(method -> names.add(method.name()));
        if (methods.contains(HttpMethod.GET)) {
            names.add("HEAD");
        }
        names.add("OPTIONS");
        return String.join(", ", names);
    }

    private static void dispatch(RoutingContext ctx, Map<HttpMethod, Answer> methods, String allowed) {
        HttpMethod method = ctx.request().method();
        Answer answer = methods.get(method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method);
        if (answer != null) {
            try {
                answer.to(ctx).onFailure(ctx::fail);
            } catch (StoreException e) {
                ctx.fail(e);
            }
        } else if (method.equals(HttpMethod.OPTIONS)) {
            ctx.response().setStatusCode(204).putHeader("Allow", allowed).end();
        } else {
            ctx.fail(new HttpProblem(
                    405,
                    "method_not_allowed",
                    method + " is not allowed here; allowed: " + allowed,
                    Map.of("Allow", allowed)));
        }
    }
}
