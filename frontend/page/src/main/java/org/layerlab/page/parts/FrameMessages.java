package org.layerlab.page.parts;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.dom.html.HTMLElement;

/** What a page of this site posts from inside a frame; {@code EMBED.md} lists the messages. */
public final class FrameMessages {
    private FrameMessages() {}

    /** A message. A number or flag that its type lacks reads as 0 or false. */
    public interface Said extends JSObject {
        @JSProperty
        String getType();

        @JSProperty
        int getIteration();

        @JSProperty
        double getCost();

        @JSProperty
        double getTrainAccuracy();

        @JSProperty
        double getTestAccuracy();

        @JSProperty
        boolean isRunning();

        @JSProperty
        boolean isGoal();

        /** Of a verdict alone. */
        @JSProperty
        String getPhoto();

        @JSProperty
        int getPredicted();

        @JSProperty
        int getOutcome();

        @JSProperty
        int getChecked();

        @JSProperty
        boolean isRight();
    }

    /** Hears each message. */
    @JSFunctor
    public interface Hearer extends JSObject {
        void hear(Said said);
    }

    /**
     * Listens to a frame with a page of this site, and ignores what anyone else posts.
     *
     * @param frame put into the page before the next turn of the event loop; once it is taken away, nobody listens
     */
    @JSBody(
            params = {"frame", "hearer"},
            script = "addEventListener('message', function heard(event) {"
                    + "  if (!frame.isConnected) { removeEventListener('message', heard); return; }"
                    + "  if (event.source === frame.contentWindow && event.origin === location.origin"
                    + "    && event.data && event.data.source === 'layerlab') { hearer(event.data); } });")
    public static native void listen(HTMLElement frame, Hearer hearer);
}
