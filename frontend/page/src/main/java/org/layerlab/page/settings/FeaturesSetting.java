package org.layerlab.page.settings;

import java.util.List;
import org.layerlab.network.choice.Choices;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.data.InputFeature;

/** What a network is given of a point: {@code "x,y"}, {@code "x,y,xSquared"}. */
final class FeaturesSetting extends Setting<List<InputFeature>> {
    FeaturesSetting(String key, String label, String help) {
        super(key, label, help, InputFeature.PLAIN);
    }

    @Override
    public List<InputFeature> parse(String text) {
        return InputFeature.parse(HiddenLayersSetting.commas(text));
    }

    @Override
    public String text(List<InputFeature> features) {
        return InputFeature.text(features);
    }

    @Override
    public List<String> shown(List<InputFeature> features) {
        return Choices.labels(features);
    }

    @Override
    public List<InputFeature> require(List<InputFeature> features) {
        return parse(text(features));
    }
}
