package org.layerlab.backend.server;

import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Which version of a resource a request is for: {@code If-Match}, by RFC 9110, section 13.1.1.
 *
 * @param etags as they are in the header; none where any version will do
 */
record Precondition(List<String> etags) {
    Precondition {
        etags = List.copyOf(etags);
    }

    static Precondition of(HttpServerRequest request) {
        List<String> etags = new ArrayList<>();
        for (String header : request.headers().getAll("If-Match")) {
            for (String etag : header.split(",", -1)) {
                etags.add(etag.trim());
            }
        }
        return new Precondition(etags);
    }

    boolean isGiven() {
        return !etags.isEmpty();
    }

    /**
     * Refuses to change or send a version that the client did not ask for. Weak ETags match none.
     *
     * @param now the ETags of the resource, with their quotes, one for each form that it is sent in
     * @throws HttpProblem 412 when the request names none of these ETags
     */
    void require(List<String> now) {
        if (isGiven() && !etags.contains("*") && now.stream().noneMatch(etags::contains)) {
            throw new HttpProblem(
                    412,
                    "precondition_failed",
                    "If-Match does not have the current ETag " + now.get(0) + "; read it again");
        }
    }
}
