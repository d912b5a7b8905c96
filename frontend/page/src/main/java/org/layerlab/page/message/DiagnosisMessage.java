package org.layerlab.page.message;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.doctor.Diagnosis;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSProperty;

/** A diagnosis as a message; its remedies are JSON: a label, settings and an iteration each. */
final class DiagnosisMessage {
    private DiagnosisMessage() {}

    /** What the message holds. */
    interface Finding extends Message.Text {
        @JSProperty
        String getKind();

        @JSProperty
        String getTitle();

        @JSProperty
        String getRemedies();
    }

    static Message of(String type, Diagnosis diagnosis) {
        return of(
                type,
                diagnosis.kind().name(),
                diagnosis.title(),
                diagnosis.text(),
                remedies(diagnosis.remedies()).toString());
    }

    @JSBody(
            params = {"type", "kind", "title", "text", "remedies"},
            script = "return {type: type, kind: kind, title: title, text: text, remedies: remedies};")
    private static native Message of(String type, String kind, String title, String text, String remedies);

    static JsonArray remedies(List<Diagnosis.Remedy> remedies) {
        JsonArray json = new JsonArray();
        for (Diagnosis.Remedy remedy : remedies) {
            json.add(new JsonArray().add(remedy.label()).add(remedy.settings()).add(remedy.iteration()));
        }
        return json;
    }

    static Diagnosis read(Finding finding) {
        List<Diagnosis.Remedy> remedies = new ArrayList<>();
        for (JsonValue value : Json.parse(finding.getRemedies()).asArray()) {
            JsonArray remedy = value.asArray();
            remedies.add(new Diagnosis.Remedy(
                    remedy.get(0).asString(),
                    remedy.get(1).asString(),
                    remedy.get(2).asInt()));
        }
        return new Diagnosis(kind(finding.getKind()), finding.getTitle(), finding.getText(), remedies);
    }

    /** {@link Diagnosis.Kind#valueOf} would bring the names of all enums into the page. */
    private static Diagnosis.Kind kind(String name) {
        for (Diagnosis.Kind kind : Diagnosis.Kind.values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("unknown diagnosis: " + name);
    }
}
