package org.layerlab.backend.server;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.dataset.Item;
import org.layerlab.backend.dataset.Split;
import org.layerlab.backend.digest.Sha256;
import org.layerlab.backend.server.Downloads.Description;

/** Data sets: the list, the images, and {@link ExamplesApi photos prepared for training}. */
final class DataSetApi {
    private static final int MAX_PAGE = 1000;
    private static final int DEFAULT_PAGE = 100;
    // Images can change when the server restarts: clients revalidate them after an hour.
    private static final String AN_HOUR = "public, max-age=3600";

    private record Chosen(DataSet dataSet, Split split) {}

    private final Map<String, DataSet> dataSets = new LinkedHashMap<>();
    private final ExamplesApi examples;
    private final BlockingJobs reads;
    private final Outgoing outgoing;

    /**
     * @param reads reads images
     */
    DataSetApi(List<DataSet> dataSets, ExamplesApi examples, BlockingJobs reads, Outgoing outgoing) {
        dataSets.forEach(dataSet -> this.dataSets.put(dataSet.id(), dataSet));
        this.examples = examples;
        this.reads = reads;
        this.outgoing = outgoing;
    }

    void addTo(Routes routes) {
        routes.get("/api/datasets", this::list)
                .get("/api/datasets/:id/:split", this::items)
                .get("/api/datasets/:id/:split/examples", this::examples)
                .get("/datasets/:id/:split/:name", this::image);
    }

    private Future<Void> list(RoutingContext ctx) {
        JsonArray list = new JsonArray();
        for (DataSet dataSet : dataSets.values()) {
            JsonArray classes = new JsonArray();
            dataSet.classes().forEach(classes::add);
            JsonObject splits = new JsonObject();
            for (Split split : Split.values()) {
                splits.add(split.id(), dataSet.items(split).size());
            }
            list.add(new JsonObject()
                    .add("id", dataSet.id())
                    .add("name", dataSet.name())
                    .add("source", dataSet.source())
                    .add("licence", dataSet.licence())
                    .add("classes", classes)
                    .add("splits", splits)
                    .add("leftOut", dataSet.leftOut().toString()));
        }
        return outgoing.json(ctx, list);
    }

    private Chosen chosen(RoutingContext ctx) {
        DataSet dataSet = dataSets.get(ctx.pathParam("id"));
        if (dataSet == null) {
            throw HttpProblem.notFound("there is no data set '" + ctx.pathParam("id") + "'; there are: "
                    + String.join(", ", dataSets.keySet()));
        }
        Split split = Split.of(ctx.pathParam("split"))
                .orElseThrow(() -> HttpProblem.notFound(
                        "there is no split '" + ctx.pathParam("split") + "'; there are: train, test"));
        return new Chosen(dataSet, split);
    }

    private Future<Void> items(RoutingContext ctx) {
        Chosen chosen = chosen(ctx);
        List<Item> items = chosen.dataSet.items(chosen.split);
        int lastLabel = chosen.dataSet.classes().size() - 1;
        long label = Query.number(ctx, "label", 0, lastLabel, -1);
        if (label >= 0) {
            items = items.stream().filter(item -> item.label() == label).toList();
        }
        int offset = (int) Math.min(items.size(), Query.number(ctx, "offset", 0, Integer.MAX_VALUE, 0));
        int limit = (int) Query.number(ctx, "limit", 1, MAX_PAGE, DEFAULT_PAGE);
        JsonArray page = new JsonArray();
        for (Item item : items.subList(offset, (int) Math.min(items.size(), (long) offset + limit))) {
            String url = "/datasets/" + chosen.dataSet.id() + "/" + chosen.split.id() + "/" + encode(item.name());
            page.add(new JsonObject()
                    .add("name", item.name())
                    .add("label", item.label())
                    .add("url", url));
        }
        return outgoing.json(ctx, new JsonObject().add("total", items.size()).add("items", page));
    }

    private static String encode(String name) {
        // Form encoding differs from path encoding only in the space.
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Future<Void> image(RoutingContext ctx) {
        Chosen chosen = chosen(ctx);
        // Looked up among known names: no name leads out of the data set.
        Item item = chosen.dataSet
                .item(chosen.split, ctx.pathParam("name"))
                .orElseThrow(() -> HttpProblem.notFound(
                        "the data set " + chosen.dataSet.id() + " has no such " + chosen.split.id() + " image"));
        String etag = Sha256.hex(
                chosen.dataSet.fingerprint(chosen.split).getBytes(StandardCharsets.UTF_8),
                item.name().getBytes(StandardCharsets.UTF_8));
        Description file = new Description(
                Validators.etag(etag.substring(0, 24)), chosen.dataSet.mediaType(item.name()), AN_HOUR, null);
        if (Downloads.endIfKnown(ctx, file)) {
            return Future.succeededFuture();
        }
        return reads.run(ctx, () -> chosen.dataSet.bytes(chosen.split, item.name()))
                .compose(bytes -> outgoing.send(bytes.length, () -> Downloads.send(ctx, bytes, file)));
    }

    private Future<Void> examples(RoutingContext ctx) {
        Chosen chosen = chosen(ctx);
        return examples.send(ctx, chosen.dataSet, chosen.split);
    }
}
