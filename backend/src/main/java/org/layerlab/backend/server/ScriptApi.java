package org.layerlab.backend.server;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import org.layerlab.backend.script.NumpyScript;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;

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
        // Into memory: whoever saves nothing needs no disk.
        return uploads.withText(ctx, MOST_BYTES, card -> conversions.run(ctx, () -> script(card)))
                .compose(content ->
                        outgoing.send(content.identity().length(), () -> content.send(ctx, 200, "no-store")));
    }

    private Content script(String card) {
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
