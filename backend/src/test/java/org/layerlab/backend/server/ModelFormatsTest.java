package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.server.ServerFixture.errorCode;
import static org.layerlab.backend.server.ServerFixture.errorMessage;
import static org.layerlab.backend.server.ServerFixture.header;
import static org.layerlab.backend.server.ServerFixture.json;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.store.SampleModels;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Parameters;

/** The files in which a saved model can be downloaded. */
class ModelFormatsTest extends WithModelServer {
    @Test
    void parametersComeInEveryFormat() throws Exception {
        ParameterFile model = SampleModels.circles("My \"Rings\" <3", 1);
        byte[] npz = model.toNpz(StorageType.F32);
        String id = at.save(npz).getString("id");
        String at0 = "/api/models/" + id + "/parameters.";

        HttpResponse<byte[]> safetensors = at.get(at0 + "safetensors");
        assertArrayEquals(model.toSafetensors(StorageType.F32), safetensors.body());
        assertEquals(
                "private, max-age=31536000, immutable",
                header(safetensors, "Cache-Control"),
                "caches that others share must not keep an unlisted model");
        String listed = json(at.post("/api/models?listed=true", SampleModels.safetensors("Listed", 5)))
                .getString("id");
        assertEquals(
                "public, max-age=31536000, immutable",
                header(at.get("/api/models/" + listed + "/parameters.safetensors"), "Cache-Control"));
        assertEquals(
                "attachment; filename=\"my-rings-3-" + id + ".safetensors\"",
                header(safetensors, "Content-Disposition"));
        assertArrayEquals(npz, at.get(at0 + "npz").body());
        assertArrayEquals(model.toOnnx(), at.get(at0 + "onnx").body());
        assertEquals(404, at.get(at0 + "pickle").statusCode());

        String etag = header(safetensors, "ETag");
        assertNotEquals(etag, header(at.get(at0 + "npz"), "ETag"));
        assertEquals(304, at.get(at0 + "safetensors", "If-None-Match", etag).statusCode());
    }

    @Test
    void aFormatThatCannotHoldAModelIsRefusedWithTheReason() throws Exception {
        Parameters large = new Parameters(List.of(new Parameters.Dense(1, 2, new double[] {1e300, 1}, new double[1])));
        byte[] npz = new ParameterFile(large, new CardBuilder(Architecture.relu(2, 1)).build()).toNpz(StorageType.F64);
        String id = at.save(npz).getString("id");
        HttpResponse<byte[]> refused = at.get("/api/models/" + id + "/parameters.onnx");
        assertEquals(422, refused.statusCode());
        assertEquals("not_convertible", errorCode(refused));
        assertTrue(errorMessage(refused).endsWith("1.0E300, too large for F32"), errorMessage(refused));
        assertEquals(200, at.get("/api/models/" + id + "/parameters.npz").statusCode());
    }
}
