package org.layerlab.page.photos.classify;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.NetworkMessages;
import org.layerlab.page.parts.VerdictLine;
import org.layerlab.page.parts.VerdictText;
import org.layerlab.page.photos.CalibrationText;
import org.layerlab.page.photos.Camera;
import org.layerlab.page.photos.JudgePanel;
import org.layerlab.page.photos.SteadyAnswer;
import org.teavm.jso.JSObject;

/** The network's verdict on the camera's picture, shown as for a photo. */
final class LiveVerdict implements Camera.Judge {
    private static final VerdictLine LINE = new VerdictLine("live-");

    private final JudgePanel judging;
    private final SteadyAnswer steady = new SteadyAnswer();

    LiveVerdict(JudgePanel judging) {
        this.judging = judging;
    }

    @Override
    public void begin() {
        steady.clear();
        Dom.byId("live").setAttribute("data-state", "empty");
        LINE.clear(Texts.of("Point the camera at a cat or a dog."));
        Dom.setStyle(
                Dom.byId("live-probability-bar"),
                "--unsure",
                String.valueOf(CalibrationText.band(judging.current().calibration())));
    }

    @Override
    public boolean isReady() {
        return judging.verdict().isReady();
    }

    @Override
    public void judge(JSObject bitmap, Runnable done, Consumer<String> failed) {
        judging.current()
                .link()
                .ask(
                        NetworkMessages.frame(bitmap),
                        answer -> {
                            show(answer);
                            done.run();
                        },
                        failed);
    }

    private void show(NetworkMessages.Verdict answer) {
        @Nullable Calibration calibration = judging.current().calibration();
        double[] shown = steady.add(
                Clock.now(),
                new double[] {answer.getDog(), answer.getFound()},
                mean -> VerdictText.verdict(calibration, mean[0], mean[1]));
        Dom.byId("live").setAttribute("data-state", "");
        LINE.show(calibration, shown[0], shown[1]);
    }
}
