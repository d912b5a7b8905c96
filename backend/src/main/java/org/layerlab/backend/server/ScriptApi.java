package org.layerlab.backend.server;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.layerlab.backend.script.NumpyScript;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.text.Utf8;

/** The script that repeats an unsaved run. The card comes with the request, and nothing is kept. */
final class ScriptApi {
    /** As large as a saved model's card may be. */
    private static final int MOST_BYTES = 1 << 20;

    private final NumpyScript script;
    private final Uploads uploads;
    private final BlockingJobs conversions;
    private final Outgoing outgoing;

    ScriptApi(NumpyScript script, Uploads uploads, BlockingJobs conversions, Outgoing outgoing) {
        this.script = script;
        this.uploads = uploads;
        this.conversions = conversions;
        this.outgoing = outgoing;
    }

    void addTo(Routes routes) {
        routes.post("/api/run.py", this::script);
    }

    private Future<Void> script(RoutingContext ctx) {
        return uploads.receive(ctx)
                .compose(body -> conversions.run(ctx, () -> script(body)).eventually(body::delete))
                .compose(content ->
                        outgoing.send(content.identity().length(), () -> content.send(ctx, 200, "no-store")));
    }

    private Content script(Uploads.Body body) throws IOException {
        long bytes = Files.size(body.file());
        if (bytes > MOST_BYTES) {
            throw new HttpProblem(
                    413, "too_large", "a card has at most " + MOST_BYTES + " bytes, but this one has " + bytes);
        }
        byte[] read = body.read();
        String card = Utf8.text(read, 0, read.length);
        if (card == null) {
            throw HttpProblem.badRequest("the card is not UTF-8");
        }
        String text;
        try {
            text = script.of(ModelCard.parse(card));
        } catch (ParameterFileException e) {
            throw HttpProblem.badRequest(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(422, "no_script", "This run has no script: " + e.getMessage() + ".");
        }
        return Content.of(text.getBytes(StandardCharsets.UTF_8), "text/x-python; charset=utf-8");
    }
}
