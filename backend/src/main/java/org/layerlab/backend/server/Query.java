package org.layerlab.backend.server;

import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.Choices;

/** Reads query parameters. */
final class Query {
    private Query() {}

    /**
     * A whole number.
     *
     * @throws HttpProblem 400 when it is not a whole number, out of range, or given twice
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
            // Reported below, like a number out of range.
        }
        String shown = value.length() > 40 ? value.substring(0, 40) + "…" : value;
        throw HttpProblem.badRequest(name + " is '" + shown + "'; it must be "
                + (from == to ? String.valueOf(from) : "a whole number from " + from + " to " + to));
    }

    /**
     * Text of at most {@code maxLength} characters.
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
        String value = values.get(0);
        if (value.codePointCount(0, value.length()) > maxLength) {
            throw HttpProblem.badRequest(name + " has more than " + maxLength + " characters");
        }
        return Optional.of(value);
    }

    /**
     * One of the given words.
     *
     * @throws HttpProblem 400 when it is another word, or given twice
     */
    static Optional<String> choice(RoutingContext ctx, String name, List<String> words) {
        Optional<String> value = text(ctx, name, 40);
        if (value.isPresent() && !words.contains(value.get())) {
            throw HttpProblem.badRequest(name + " is '" + value.get() + "'; it must be " + String.join(" or ", words));
        }
        return value;
    }

    /**
     * One value of a list.
     *
     * @throws HttpProblem 400 when it is none of them, or given twice
     */
    static <T extends Choice> T choice(RoutingContext ctx, String name, T[] values, T byDefault) {
        Optional<String> id =
                choice(ctx, name, Arrays.stream(values).map(Choice::id).toList());
        return id.isEmpty() ? byDefault : Choices.of(values, id.get(), name);
    }
}
