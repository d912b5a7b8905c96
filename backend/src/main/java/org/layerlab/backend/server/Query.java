package org.layerlab.backend.server;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Reads the numbers and words of a query. */
final class Query {
    private Query() {}

    /**
     * A whole number.
     *
     * @throws HttpProblem 400 when it is none, or out of the range, or given twice
     */
    static long number(RoutingContext ctx, String name, long from, long to, long otherwise) {
        List<String> values = ctx.queryParam(name);
        if (values.isEmpty()) {
            return otherwise;
        }
        String value = values.get(0);
        if (values.size() > 1) {
            throw HttpProblem.badRequest(name + " is given " + values.size() + " times");
        }
        try {
            long number = Long.parseLong(value);
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as out of range is.
        }
        String shown = value.length() > 40 ? value.substring(0, 40) + "…" : value;
        throw HttpProblem.badRequest(name + " is '" + shown + "'; it has to be "
                + (from == to ? String.valueOf(from) : "a whole number from " + from + " to " + to));
    }

    /**
     * A text.
     *
     * @throws HttpProblem 400 when it is too long, or given twice
     */
    static Optional<String> text(RoutingContext ctx, String name, int maxLength) {
        List<String> values = ctx.queryParam(name);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            throw HttpProblem.badRequest(name + " is given " + values.size() + " times");
        }
        if (values.get(0).length() > maxLength) {
            throw HttpProblem.badRequest(name + " has more than " + maxLength + " characters");
        }
        return Optional.of(values.get(0));
    }

    /**
     * One of several words.
     *
     * @throws HttpProblem 400 when it is another, or given twice
     */
    static Optional<String> choice(RoutingContext ctx, String name, List<String> words) {
        Optional<String> value = text(ctx, name, 40);
        if (value.isPresent() && !words.contains(value.get())) {
            throw HttpProblem.badRequest(
                    name + " is '" + value.get() + "'; it has to be " + String.join(" or ", words));
        }
        return value;
    }
}
