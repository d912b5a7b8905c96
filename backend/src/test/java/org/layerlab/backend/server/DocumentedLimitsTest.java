package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.classroom.Bounds;
import org.layerlab.backend.classroom.Pace;
import org.layerlab.backend.classroom.Tries;
import org.layerlab.backend.house.DocumentedLimits;
import org.layerlab.backend.lesson.Lesson;
import org.layerlab.backend.store.CardBounds;
import org.layerlab.network.file.ModelCard;

/** The README's table of limits has the numbers that a server starts with. */
class DocumentedLimitsTest {
    private static final long MEMORY = 1L << 20;

    private final Map<String, String> limits = new HashMap<>();

    private void limit(String what, String text, Object... numbers) {
        limits.put(what, String.format(Locale.ROOT, text, numbers));
    }

    /** What is allowed in the long run, in the README's words. */
    private static String often(ServerOptions.Rate rate) {
        long anHour = Duration.ofHours(1).dividedBy(rate.interval());
        return switch ((int) anHour) {
            case 3600 -> "one a second";
            case 7200 -> "two a second";
            default -> anHour + " an hour";
        };
    }

    /** The seconds after which an upload has to be as fast as it ever has to. */
    private static long after(Duration slow) {
        long steps = 1;
        while (UploadPace.bytesPerSecond(steps) < UploadPace.bytesPerSecond(Long.MAX_VALUE)) {
            steps++;
        }
        return slow.multipliedBy(steps).toSeconds();
    }

    private void ofHttp() {
        ServerOptions.Times times = ServerOptions.Times.DEFAULT;
        ServerOptions.Rate changes = ServerOptions.Rate.DEFAULT;
        limit("a lesson that a link carries", "%,d characters packed; unpacked, as above", Lesson.LONGEST_PACKED);
        limit(
                "connections without a request; answers that nobody reads",
                "%d s; %d s",
                times.slow().toSeconds(),
                times.idle().toSeconds());
        assertEquals(8, ConnectionLimit.SHARES);
        limit(
                "open connections",
                "one for each %d KB of Java's memory, at most %,d; an eighth of them from one address, "
                        + "or IPv6 network (/64), that is not a trusted proxy",
                ConnectionLimit.BYTES >> 10,
                ConnectionLimit.MOST);
        limit("changes of a client", "%d at once, then %s", changes.burst(), often(changes));
        limit(
                "preparations of photos that a client asks for",
                "%d at once, then %s (`ClientPreparationsTest`)",
                ExamplesApi.PREPARATIONS.burst(),
                often(ExamplesApi.PREPARATIONS));
        limit(
                "what a client stores, by its size on disk",
                "1/%d of the store at once, then 1/%d of it an hour",
                StoredBytes.AT_ONCE,
                StoredBytes.PER_HOUR);
        limit(
                "uploads at once",
                "%d a client and %d in all; up to %d KB each: %d and %,d",
                UploadPlaces.LARGE_OF_CLIENT,
                UploadPlaces.LARGE,
                UploadPlaces.SMALL_BYTES >> 10,
                UploadPlaces.SMALL_OF_CLIENT,
                UploadPlaces.SMALL);
        limit(
                "pace of an upload",
                "%d KB/s at first, %d KB/s after %d s, and complete within %d minutes",
                UploadPace.bytesPerSecond(1) >> 10,
                UploadPace.bytesPerSecond(Long.MAX_VALUE) >> 10,
                after(times.slow()),
                times.upload().toMinutes());
        limit("a body of text, such as an edit or a lesson", "%d KB", Uploads.MAX_TEXT_BYTES >> 10);
        limit("answers in memory for slow clients", "1/%d of Java's memory", LayerLabServer.OUTGOING_SHARE);
    }

    private void ofModels() {
        ServerOptions.Limits models = ServerOptions.Limits.DEFAULT;
        limit(
                "an upload, before and after decompression",
                "%d MB, or 1/%d of Java's memory",
                models.upload() >> 20,
                MEMORY / models.within(MEMORY).upload());
        limit(
                "parameters of a model",
                "%d million, or one for each %d bytes of Java's memory",
                LayerLabServer.MAX_PARAMETERS >> 20,
                LayerLabServer.PARAMETER_BYTES);
        assertEquals(CardBounds.most("licence"), CardBounds.most("author"));
        limit(
                "texts of a card",
                "as in an edit: name %d characters, description %,d, licence and author %d; the whole card %,d",
                CardBounds.most("name"),
                CardBounds.most("description"),
                CardBounds.most("licence"),
                ModelCard.MAX_LENGTH);
    }

    private void ofClasses() {
        ServerOptions.Rate openings = ClassApi.OPENINGS;
        ServerOptions.Rate joins = ClassApi.JOINS;
        assertEquals(8, Bounds.DEFAULT.within(8 * 8 * (128L << 10)).rooms());
        limit(
                "live classes",
                "%,d rooms, or 1/8 of Java's memory at 128 KB each, of %d pupils; "
                        + "%d openings an address at once, then %s (`ClassApiTest`)",
                Bounds.DEFAULT.rooms(),
                Bounds.DEFAULT.pupils(),
                openings.burst(),
                often(openings));
        limit(
                "joins of a live class, of an address",
                "%d at once, then %s; %d different wrong codes in any minute",
                joins.burst(),
                often(joins),
                Tries.A_MINUTE);
        limit(
                "a message of a live class",
                "%d KB; %d a second, %d at once; the first within %d s, another within %d s",
                ClassSocket.MOST_BYTES >> 10,
                Pace.MESSAGES_A_SECOND,
                Pace.BURST,
                ClassSocket.HELLO_MILLIS / 1000,
                Duration.ofNanos(ClassSocket.SILENCE_NANOS).toSeconds());
        limit(
                "frames of a live class's WebSocket, also pings",
                "%d a second, %d at once; %d MB of messages that it does not read",
                FrameLimit.FRAMES_A_SECOND,
                FrameLimit.BURST,
                ClassSocket.MOST_UNREAD >> 20);
    }

    @Test
    void theReadmesTableHasTheNumbersOfTheCode() {
        ofHttp();
        ofModels();
        ofClasses();
        Map<String, String> table = new HashMap<>(DocumentedLimits.table());
        String store = String.valueOf(table.remove("the store"));
        String size = (ServerOptions.Limits.DEFAULT.store() >> 30) + " GB on disk; ";
        assertTrue(store.startsWith(size), store);
        // Other tests compare the first; the second has no numbers.
        table.remove("a lesson that is previewed");
        table.remove("waiting jobs, of each kind");
        limits.forEach((what, text) -> assertEquals(text, table.get(what), what));
        assertEquals(limits.keySet(), table.keySet());
    }
}
