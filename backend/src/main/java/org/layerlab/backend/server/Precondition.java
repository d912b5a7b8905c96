package org.layerlab.backend.server;

import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Which version of a resource a request may change: {@code If-Match}, by RFC 9110, section 13.1.1.
 *
 * @param etags as they are in the header; none where any version may be changed
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
     * Refuses to change a version that the client has not seen. Weak ETags match none.
     *
     * @throws HttpProblem 412 when the resource has none of these ETags
     */
    void require(Content now) {
        if (isGiven() && !etags.contains("*") && now.etags().stream().noneMatch(etags::contains)) {
            throw new HttpProblem(
                    412,
                    "precondition_failed",
                    "If-Match does not have the ETag " + now.etag() + " of the current card; read it again");
        }
    }
}
