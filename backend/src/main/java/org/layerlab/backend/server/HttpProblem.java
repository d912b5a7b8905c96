package org.layerlab.backend.server;

import java.util.Map;

/** A request that fails: {@link Problems} turns it into a status and a JSON error. */
final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final transient Map<String, String> headers;

    HttpProblem(int status, String code, String message) {
        this(status, code, message, Map.of());
    }

    HttpProblem(int status, String code, String message, Map<String, String> headers) {
        // Clients can cause any number of these, and nobody reads their stack traces.
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.headers = Map.copyOf(headers);
    }

    static HttpProblem badRequest(String message) {
        return new HttpProblem(400, "bad_request", message);
    }

    static HttpProblem notFound(String message) {
        return new HttpProblem(404, "not_found", message);
    }

    int status() {
        return status;
    }

    /** For programs; the message is for humans. */
    String code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    Map<String, String> headers() {
        return headers == null ? Map.of() : headers;
    }
}
