package org.layerlab.page.inside.worker;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.trace.Area;
import org.layerlab.network.trace.LayerGroup;

/** What the page has to know of a network: its card, and its layers in groups. */
final class GroupsJson {
    private GroupsJson() {}

    static String of(ModelCard card) {
        Architecture architecture = card.architecture();
        JsonArray groups = new JsonArray();
        for (LayerGroup group : LayerGroup.of(architecture)) {
            groups.add(json(architecture, group));
        }
        return Json.object().add("card", card.toString()).add("groups", groups).toString();
    }

    private static JsonObject json(Architecture architecture, LayerGroup group) {
        StringBuilder layers = new StringBuilder();
        for (LayerKind kind : architecture.layers().subList(group.first(), group.last() + 1)) {
            layers.append(layers.length() == 0 ? "" : " · ").append(text(kind));
        }
        MapShape output = group.output();
        Area first = group.reach(architecture, 0, 0);
        Area second = group.reach(architecture, 1, 1);
        LayerKind head = architecture.layers().get(group.first());
        return Json.object()
                .add("layers", layers.toString())
                .add("kind", kind(head))
                .add("number", group.number())
                .add("height", output.height())
                .add("width", output.width())
                .add("channels", output.channels())
                .add("inputHeight", group.input().height())
                .add("inputWidth", group.input().width())
                .add("inputChannels", group.input().channels())
                .add("offset", first.x())
                .add("reach", first.width())
                .add("stride", second.x() - first.x());
    }

    /** As in a card, but a dense layer with its activation. */
    private static String text(LayerKind kind) {
        return kind instanceof LayerKind.Dense dense
                ? "dense " + dense.units() + " · " + dense.activation().id()
                : kind.toString();
    }

    private static String kind(LayerKind head) {
        if (head.window() != null) {
            return "convolution";
        }
        return head instanceof LayerKind.AveragePool ? "mean" : head.weighted() ? "dense" : "given";
    }
}
