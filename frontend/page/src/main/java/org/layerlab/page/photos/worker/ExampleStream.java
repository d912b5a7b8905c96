package org.layerlab.page.photos.worker;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.ParseException;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.LabeledPhotos;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.text.Utf8;
import org.layerlab.page.browser.Http;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * The prepared examples of a data set as the server sends them: safetensors with {@code X} U8 (m, side, side, 3) and
 * {@code Y} U8 (m). They are taken a piece at a time, so that hundreds of megabytes are never there twice.
 */
final class ExampleStream {
    private static final int LENGTH_BYTES = 8;
    private static final int MOST_HEADER = 32 << 20;

    /** 1.5 GB: what a tab can be expected to hold. */
    private static final long MOST_BYTES = 3L << 29;

    /** Hears how it goes. */
    interface Listener {
        /** This many bytes have come, of how many; 0 where that is not known. */
        void progress(double received, double total);

        /** The server prepares them; {@code done} of {@code total} are ready. */
        void waiting(double done, double total);

        /** All have come; {@code skipped} of the data set's images could not be read. */
        void loaded(LabeledPhotos photos, int skipped);

        void failed(String why);
    }

    @JSFunctor
    private interface Piece extends JSObject {
        boolean came(Int8Array bytes, double total);
    }

    @JSFunctor
    private interface Waiting extends JSObject {
        boolean told(double done, double total);
    }

    @JSFunctor
    private interface End extends JSObject {
        void reached();
    }

    private final Listener listener;
    private final PhotoPreparation how;
    private byte[] head = new byte[0];
    private @Nullable Tensors tensors;
    private long received;
    private boolean cancelled;

    /** Where the two tensors lie in the file, and what has come of them. */
    private static final class Tensors {
        final long xFrom;
        final long yFrom;
        final byte[] X;
        final byte[] Y;
        final int skipped;

        Tensors(long xFrom, long xTo, long yFrom, long yTo, int skipped) {
            this.skipped = skipped;
            this.xFrom = xFrom;
            this.yFrom = yFrom;
            X = new byte[(int) (xTo - xFrom)];
            Y = new byte[(int) (yTo - yFrom)];
        }

        /** Takes over what of a piece, whose first byte is the file's {@code at}, belongs to a tensor. */
        void take(byte[] piece, long at) {
            copy(piece, at, X, xFrom);
            copy(piece, at, Y, yFrom);
        }

        private static void copy(byte[] piece, long at, byte[] to, long from) {
            long first = Math.max(at, from);
            long end = Math.min(at + piece.length, from + to.length);
            if (first < end) {
                System.arraycopy(piece, (int) (first - at), to, (int) (first - from), (int) (end - first));
            }
        }
    }

    private ExampleStream(PhotoPreparation how, Listener listener) {
        this.how = how;
        this.listener = listener;
    }

    /**
     * Begins to load from an address.
     *
     * @param how the server was asked to prepare them
     */
    static ExampleStream open(String url, PhotoPreparation how, Listener listener) {
        ExampleStream stream = new ExampleStream(how, listener);
        fetch(url, stream::take, stream::wait, stream::end, Http.trouble(stream::fail));
        return stream;
    }

    /** Loads no further, and says no more. */
    void cancel() {
        cancelled = true;
        tensors = null;
        head = new byte[0];
    }

    private boolean take(Int8Array bytes, double total) {
        if (cancelled) {
            return false;
        }
        try {
            byte[] piece = bytes.copyToJavaArray();
            long at = received;
            received += piece.length;
            Tensors known = tensors;
            if (known != null) {
                known.take(piece, at);
            } else {
                byte[] longer = new byte[head.length + piece.length];
                System.arraycopy(head, 0, longer, 0, head.length);
                System.arraycopy(piece, 0, longer, head.length, piece.length);
                head = longer;
                readHead();
            }
            listener.progress((double) received, total);
            return true;
        } catch (IllegalArgumentException e) {
            fail(String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            fail("This browser does not have enough memory for this many photos; use fewer of them.");
        }
        return false;
    }

    private void readHead() {
        if (head.length < LENGTH_BYTES) {
            return;
        }
        long length = 0;
        for (int i = LENGTH_BYTES - 1; i >= 0; i--) {
            length = (length << 8) | (head[i] & 0xff);
        }
        if (length < 0 || length > MOST_HEADER) {
            throw new IllegalArgumentException(
                    "The data set could not be read: its header would have " + length + " bytes.");
        }
        if (head.length < LENGTH_BYTES + length) {
            return;
        }
        String text = Utf8.text(head, LENGTH_BYTES, (int) length);
        // An empty text is not JSON either.
        Tensors found = tensors(text == null ? "" : text, LENGTH_BYTES + length);
        found.take(head, 0);
        tensors = found;
        head = new byte[0];
    }

    private Tensors tensors(String header, long data) {
        try {
            JsonObject json = Json.parse(header.trim()).asObject();
            JsonArray x = json.get("X").asObject().get("data_offsets").asArray();
            JsonArray y = json.get("Y").asObject().get("data_offsets").asArray();
            long xBytes = x.get(1).asLong() - x.get(0).asLong();
            long m = y.get(1).asLong() - y.get(0).asLong();
            if (x.get(0).asLong() < 0 || y.get(0).asLong() < 0 || m < 1 || xBytes != m * how.features()) {
                throw new IllegalArgumentException(
                        "The data set has " + xBytes + " bytes of photos, but " + m + " labels.");
            }
            if (xBytes > MOST_BYTES) {
                throw new IllegalArgumentException("The data set has " + (xBytes >> 20)
                        + " MB of photos; a tab holds at most " + (MOST_BYTES >> 20) + ". Use fewer of them.");
            }
            return new Tensors(
                    data + x.get(0).asLong(),
                    data + x.get(1).asLong(),
                    data + y.get(0).asLong(),
                    data + y.get(1).asLong(),
                    skipped(json));
        } catch (ParseException | UnsupportedOperationException | NullPointerException | NumberFormatException e) {
            throw new IllegalArgumentException("The data set could not be read.", e);
        }
    }

    private static int skipped(JsonObject json) {
        return json.get("__metadata__") instanceof JsonObject metadata
                ? Json.parse(metadata.getString("layerlab", "{}")).asObject().getInt("skipped", 0)
                : 0;
    }

    private boolean wait(double done, double total) {
        if (!cancelled) {
            listener.waiting(done, total);
        }
        return !cancelled;
    }

    private void end() {
        if (cancelled) {
            return;
        }
        Tensors known = tensors;
        if (known == null || received < known.xFrom + known.X.length || received < known.yFrom + known.Y.length) {
            fail("The photos did not arrive in full; try again.");
            return;
        }
        for (byte label : known.Y) {
            if (label != 0 && label != 1) {
                fail("The data set has the label " + label + "; labels must be 0 (cat) or 1 (dog).");
                return;
            }
        }
        listener.loaded(new LabeledPhotos(known.X, known.Y, how.side()), known.skipped);
    }

    private void fail(String why) {
        if (!cancelled) {
            cancel();
            listener.failed(why);
        }
    }

    /**
     * GET; where the server says that it prepares them (202), it is asked again, past the browser's cache: Firefox kept such
     * answers of earlier versions as the photos.
     */
    @JSBody(
            params = {"url", "piece", "waiting", "end", "failed"},
            script = Http.ERROR
                    + "var ask = function(cache) { return fetch(url, { cache: cache }).then(function(response) {"
                    + "  if (response.status === 202) { return response.json().then(function(so) {"
                    + "    if (waiting(so.done, so.total)) { setTimeout(ask, 200, 'reload'); } }); }"
                    + "  if (!good(response)) { return refuse(response); }"
                    + "  var total = response.headers.get('Content-Encoding') ? 0"
                    + "    : Number(response.headers.get('Content-Length')) || 0;"
                    + "  var reader = response.body.getReader();"
                    + "  var next = function(part) {"
                    + "    if (part.done) { return end; }"
                    + "    var bytes = part.value;"
                    + "    if (!piece(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length), total)) {"
                    + "      return reader.cancel(); }"
                    + "    return reader.read().then(next); };"
                    + "  return reader.read().then(next);"
                    + "}).then(call, fail); };"
                    + "ask('default');")
    private static native void fetch(String url, Piece piece, Waiting waiting, End end, Http.Trouble failed);
}
