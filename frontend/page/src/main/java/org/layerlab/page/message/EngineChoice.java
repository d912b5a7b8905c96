package org.layerlab.page.message;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;

/**
 * What computes a run's updates, or what a network sees in photos, and why.
 *
 * @param onGpu whether on the GPU
 * @param forced whether the address forces the GPU
 * @param device its name; empty where none was opened
 * @param there updates or photos a second on it; 0 where they were not timed
 * @param here updates or photos a second on the CPU; 0 where they were not timed
 * @param failure why the GPU is not used; empty where it works
 */
public record EngineChoice(boolean onGpu, boolean forced, String device, double there, double here, String failure) {
    /** As JSON. */
    String text() {
        return Json.object()
                .add("onGpu", onGpu)
                .add("forced", forced)
                .add("device", device)
                .add("there", there)
                .add("here", here)
                .add("failure", failure)
                .toString();
    }

    /** What {@link #text} told. */
    static EngineChoice of(String text) {
        JsonObject json = Json.parse(text).asObject();
        return new EngineChoice(
                json.getBoolean("onGpu", false),
                json.getBoolean("forced", false),
                json.getString("device", ""),
                json.getDouble("there", 0),
                json.getDouble("here", 0),
                json.getString("failure", ""));
    }
}
