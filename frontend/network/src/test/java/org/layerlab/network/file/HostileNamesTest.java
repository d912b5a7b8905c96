package org.layerlab.network.file;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of tensors that are meant to harm: keys of a map here, and short plain text in messages. */
class HostileNamesTest {
    private static Tensor zeros(int... shape) {
        return Tensor.of(new double[(int) Tensor.elements(shape)], shape);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../W1.npy", "/etc/W1.npy", "a\\W1.npy", "W1\u0000.npy", "C:/W1.npy", "W1\u0085.npy", "W\n1.npy"
            })
    void namesThatAreTricksAreNobodysParameters(String name) throws Exception {
        String message = assertThrows(
                        ParameterFileException.class,
                        () -> ParameterFile.read(Samples.zip(Map.of(name, Npy.write(zeros(1, 1))))))
                .getMessage();
        assertTrue(message.contains("there is no W1"), message);
        assertFalse(message.contains("\n"), "messages stay on one line");

        // Beside parameters it spoils nothing, and does not go into what is written.
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(name, Npy.write(zeros(1, 1)));
        files.put("W1.npy", Npy.write(zeros(1, 2)));
        files.put("b1.npy", Npy.write(zeros(1)));
        assertTrue(ParameterFile.read(Samples.zip(files)).extra().keySet().stream()
                .allMatch(kept -> Limits.complaintAbout(kept).isEmpty()));
    }

    @Test
    void aMessageIsShortAndInOneDirectionWhateverTheNames() {
        String name = "W1\u202E" + "x".repeat(1 << 20);
        String header = "{\"" + name + "\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}";
        String message = assertThrows(
                        ParameterFileException.class, () -> ParameterFile.read(Samples.safetensors(header, 8)))
                .getMessage();
        assertTrue(message.length() < 2100 && message.startsWith("W1?xxx"), message);
    }
}
