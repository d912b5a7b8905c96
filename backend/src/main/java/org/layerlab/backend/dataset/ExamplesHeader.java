package org.layerlab.backend.dataset;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.PreparationJson;

/** The beginning of an {@link ExamplesFile}. */
final class ExamplesHeader {
    static final String INPUT = "input";

    private static final int ALIGNMENT = 64;

    private ExamplesHeader() {}

    /**
     * The header, preceded by its length; X and Y follow.
     *
     * @param names of the m photos
     * @param skipped how many images of the split are not among them because they could not be read
     */
    static byte[] of(List<String> names, int skipped, DataSet dataSet, Split split, PhotoPreparation how) {
        JsonArray list = new JsonArray();
        names.forEach(list::add);
        JsonObject card = new JsonObject()
                .add("dataset", dataSet.id())
                .add("split", split.id())
                .add("fingerprint", dataSet.fingerprint(split))
                .add(INPUT, PreparationJson.write(how))
                .add("skipped", skipped)
                .add("names", list);
        int m = names.size();
        long bytesOfX = (long) m * how.features();
        byte[] json = new JsonObject()
                .add("__metadata__", new JsonObject().add("layerlab", card.toString()))
                .add("X", tensor(new int[] {m, how.side(), how.side(), PhotoPreparation.CHANNELS}, 0, bytesOfX))
                .add("Y", tensor(new int[] {m}, bytesOfX, bytesOfX + m))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + Long.BYTES + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer header = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(padded - Long.BYTES).put(json);
        Arrays.fill(header.array(), header.position(), padded, (byte) ' ');
        return header.array();
    }

    private static JsonObject tensor(int[] shape, long from, long to) {
        return new JsonObject()
                .add("dtype", "U8")
                .add("shape", Json.array(shape))
                .add("data_offsets", Json.array(from, to));
    }
}
