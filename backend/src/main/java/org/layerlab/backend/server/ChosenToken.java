package org.layerlab.backend.server;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.layerlab.backend.store.ManageToken;

/**
 * The manage token that a client chooses for what it saves, so that it can repeat a save whose answer was lost: the token
 * itself in {@code Manage-Token}, or its SHA-256 in {@code Manage-Token-Hash}.
 */
final class ChosenToken {
    private static final String TOKEN = "Manage-Token";
    private static final String HASH = "Manage-Token-Hash";

    /** At least 128 random bits in base64url. */
    private static final Pattern TOKENS = Pattern.compile("[A-Za-z0-9_-]{22,128}");

    private static final Pattern HASHES = Pattern.compile("[0-9a-f]{64}");

    private ChosenToken() {}

    /**
     * @throws HttpProblem 400 when both are there, one is there twice, or one is malformed
     */
    static Optional<ManageToken> of(HttpServerRequest request) {
        Optional<String> token = header(request, TOKEN, TOKENS, "22 to 128 letters, digits, - and _");
        Optional<String> hash = header(request, HASH, HASHES, "a SHA-256 in 64 lower-case hexadecimal digits");
        if (token.isPresent() && hash.isPresent()) {
            throw HttpProblem.badRequest("send " + TOKEN + " or " + HASH + ", not both");
        }
        return token.map(ManageToken::of).or(() -> hash.map(ManageToken::ofHash));
    }

    private static Optional<String> header(HttpServerRequest request, String name, Pattern form, String described) {
        List<String> values = request.headers().getAll(name);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1 || !form.matcher(values.get(0)).matches()) {
            throw HttpProblem.badRequest(name + " must be " + described);
        }
        return Optional.of(values.get(0));
    }
}
