package org.layerlab.network.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.training.CostPoint;

class RoundTripTest {
    private static void assertSame(ParameterFile expected, ParameterFile actual, double tolerance) {
        assertEquals(expected.card(), actual.card());
        assertEquals(expected.parameters().layerDims(), actual.parameters().layerDims());
        for (int l = 0; l < expected.parameters().layers().size(); l++) {
            Parameters.Dense layer = expected.parameters().layers().get(l);
            Parameters.Dense read = actual.parameters().layers().get(l);
            assertArrayEquals(layer.W(), read.W(), tolerance);
            assertArrayEquals(layer.b(), read.b(), tolerance);
        }
        assertEquals(expected.extra().keySet(), actual.extra().keySet());
        expected.extra().forEach((name, tensor) -> {
            Tensor read = GoldenFilesTest.tensor(actual.extra(), name);
            assertEquals(tensor.shape(), read.shape());
            assertEquals(tensor.type(), read.type());
            assertArrayEquals(tensor.toDoubles(), read.toDoubles());
        });
    }

    @ParameterizedTest
    @EnumSource(StorageType.class)
    void safetensorsComesBack(StorageType type) throws Exception {
        ParameterFile file = Samples.file();
        byte[] bytes = file.toSafetensors(type);
        assertSame(file, ParameterFile.read(bytes), type == StorageType.BF16 ? 1.0 / 512 : 0);
        assertArrayEquals(bytes, ParameterFile.read(bytes).toSafetensors(type));
        long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertEquals(0, header % 8, "the data is aligned to 8 bytes");
    }

    @ParameterizedTest
    @EnumSource(value = StorageType.class, names = "BF16", mode = EnumSource.Mode.EXCLUDE)
    void npzComesBack(StorageType type) throws Exception {
        ParameterFile file = Samples.file();
        byte[] bytes = file.toNpz(type);
        assertSame(file, ParameterFile.read(bytes), 0);
        assertArrayEquals(bytes, ParameterFile.read(bytes).toNpz(type));
    }

    @Test
    void float64ComesBackToTheLastBit() throws Exception {
        double[] W = {Math.PI, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 0.1, -1e-310};
        Parameters parameters = new Parameters(List.of(new Parameters.Dense(1, 6, W, new double[] {1 / 3.0})));
        ParameterFile file = new ParameterFile(parameters, ModelCard.of(parameters));
        for (byte[] bytes : List.of(file.toSafetensors(StorageType.F64), file.toNpz(StorageType.F64))) {
            double[] read =
                    ParameterFile.read(bytes).parameters().layers().get(0).W();
            for (int i = 0; i < W.length; i++) {
                assertEquals(Double.doubleToRawLongBits(W[i]), Double.doubleToRawLongBits(read[i]));
            }
        }
    }

    @Test
    void npyReadsWhatItWritesOfEveryTypeAndRank() throws Exception {
        double[] values = {0, 1, 0.5, -2, 3, 100};
        for (Tensor.Type type : List.of(Tensor.Type.F64, Tensor.Type.F32, Tensor.Type.F16)) {
            for (int[] shape : new int[][] {{6}, {2, 3}, {1, 2, 3}, {6, 1, 1, 1}}) {
                Tensor read = Npy.read(Npy.write(Tensor.of(type, values, shape)));
                assertArrayEquals(values, read.toDoubles());
                assertEquals(type + " " + Tensor.text(shape), read.toString());
            }
        }
        assertEquals(7, Npy.read(Npy.write(Tensor.of(new double[] {7}))).scalar());
        assertEquals(0, Npy.read(Npy.write(Tensor.of(new double[0], 0, 3))).size());
        byte[] pixels = {0, 127, (byte) 128, (byte) 255};
        Tensor bytes = Npy.read(Npy.write(Tensor.ofBytes(pixels, 2, 2)));
        assertArrayEquals(pixels, bytes.toBytes());
        assertArrayEquals(new double[] {0, 127, 128, 255}, bytes.toDoubles());
    }

    @Test
    void whatIsReadFromOneFormatCanBeWrittenInTheOther() throws Exception {
        String longest = "n".repeat(Limits.NAME_LENGTH);
        Tensor tensor = Tensor.of(Tensor.Type.BF16, new double[] {1.5, Double.NaN}, 2);
        ParameterFile file = new ParameterFile(Samples.parameters(2, 1), Samples.card(2, 1), Map.of(longest, tensor));
        ParameterFile npz = ParameterFile.read(
                ParameterFile.read(file.toSafetensors(StorageType.BF16)).toNpz(StorageType.F64));
        assertArrayEquals(
                new double[] {1.5, Double.NaN},
                GoldenFilesTest.tensor(npz.extra(), longest).toDoubles());
        assertThrows(
                ParameterFileException.class,
                () -> ParameterFile.read(Npz.write(Map.of(
                        "W1",
                        Tensor.of(new double[2], 1, 2),
                        "b1",
                        Tensor.of(new double[1], 1),
                        "__metadata__",
                        tensor(1)))));
        for (String name : List.of("W3", "layerlab", "__metadata__", "a/b", longest + "n", "")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new ParameterFile(Samples.parameters(2, 1), Samples.card(2, 1), Map.of(name, tensor(1))),
                    name);
        }
    }

    private static Tensor tensor(double value) {
        return Tensor.of(new double[] {value});
    }

    @Test
    void safetensorsOfMixedTypesPutsTheWidestFirst() throws Exception {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("Y", Tensor.ofBytes(new byte[] {1, 0, 1}, 3));
        tensors.put("loss", Tensor.of(new double[] {0.5}));
        tensors.put("half", Tensor.of(Tensor.Type.F16, new double[] {0.25}, 1));
        Safetensors read = Safetensors.read(new Safetensors(Map.of("format", "pt"), tensors).toBytes());
        assertEquals(List.of("loss", "half", "Y"), List.copyOf(read.tensors().keySet()));
        assertEquals(Map.of("format", "pt"), read.metadata());
        assertEquals(0.5, GoldenFilesTest.tensor(read.tensors(), "loss").scalar());
        assertArrayEquals(
                new byte[] {1, 0, 1},
                GoldenFilesTest.tensor(read.tensors(), "Y").toBytes());
    }

    @Test
    void everyHalfIsReadAndWrittenAlike() {
        byte[] all = new byte[2 * 65536];
        ByteBuffer buffer = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits = 0; bits < 65536; bits++) {
            buffer.putShort((short) bits);
        }
        for (Tensor.Type type : List.of(Tensor.Type.F16, Tensor.Type.BF16)) {
            Tensor halves = new Tensor(type, new int[] {65536}, all, 0);
            double[] values = halves.toDoubles();
            byte[] again = Tensor.of(type, values, 65536).toRaw();
            ByteBuffer back = ByteBuffer.wrap(again).order(ByteOrder.LITTLE_ENDIAN);
            for (int bits = 0; bits < 65536; bits++) {
                if (!Double.isNaN(values[bits])) {
                    assertEquals((short) bits, back.getShort(2 * bits), type + " " + values[bits]);
                }
            }
        }
    }

    @Test
    void halvesAreRoundedToTheNearestAndTiesToEven() {
        // Above 1 the halves are 2^-10 apart, near 0 they are 2^-24 apart.
        double[] values = {1 + 0x1p-11, 1 + 0x1p-11 + 0x1p-40, 1 + 3 * 0x1p-11, 0x1p-25, 0x1.8p-25, 65519, 0x1p-1074};
        double[] rounded = {1, 1 + 0x1p-10, 1 + 0x1p-9, 0, 0x1p-24, 65504, 0};
        assertArrayEquals(
                rounded, Tensor.of(Tensor.Type.F16, values, values.length).toDoubles());
    }

    @Test
    void aParameterTooLargeForTheTypeIsNamed() throws Exception {
        Parameters parameters =
                new Parameters(List.of(new Parameters.Dense(1, 2, new double[] {1, 70000}, new double[] {1e39})));
        ParameterFile file = new ParameterFile(parameters, ModelCard.of(parameters));
        assertEquals(
                "W1: value 1 is 70000.0, too large for F16",
                assertThrows(IllegalArgumentException.class, () -> file.toNpz(StorageType.F16))
                        .getMessage());
        assertEquals(
                "b1: value 0 is 1.0E39, too large for F32",
                assertThrows(IllegalArgumentException.class, () -> file.toSafetensors(StorageType.F32))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, file::toOnnx);
    }

    @Test
    void unknownKeysOfTheCardSurvive() throws Exception {
        ModelCard card =
                ParameterFile.read(Samples.file().toNpz(StorageType.F32)).card();
        assertEquals("{\"of\":[\"my\",null,true]}", card.json().get("color").toString());
        assertEquals(Optional.of("Kreise, 圈 \"quoted\""), card.name());
        assertEquals(1e-300, card.costs().get(2).cost());
        assertEquals(0.2, card.hyperparameters().getDouble("learningRate", 0));
        assertEquals(200, card.iteration().orElseThrow());
    }

    @Test
    void aCardCannotBeChangedThroughWhatItGives() throws Exception {
        ModelCard card = Samples.card(2, 4, 1);
        String before = card.toString();
        card.dataset().set("id", "moons");
        card.json().set("name", "other");
        new CardBuilder(card).name("other").build();
        assertEquals(before, card.toString());
        assertEquals(card, ModelCard.parse(before));
    }

    @Test
    void aLongCostHistoryIsThinnedAndKeepsItsEnds() {
        List<CostPoint> costs = IntStream.rangeClosed(0, 100_000)
                .mapToObj(i -> new CostPoint(i, i == 7 ? Double.NaN : 1.0 / (i + 1)))
                .toList();
        List<CostPoint> kept =
                new CardBuilder(Samples.card(2, 1)).costs(costs).build().costs();
        assertTrue(kept.size() <= ModelCard.MAX_COSTS && kept.size() > 10_000, "kept " + kept.size());
        assertEquals(0, kept.get(0).iteration());
        assertEquals(100_000, kept.get(kept.size() - 1).iteration());
    }

    @Test
    void fortyMegabytesAreRead() throws Exception {
        Parameters parameters = new Parameters(List.of(
                new Parameters.Dense(800, 12288, new double[800 * 12288], new double[800]),
                new Parameters.Dense(1, 800, new double[800], new double[1])));
        ParameterFile file = new ParameterFile(parameters, ModelCard.of(parameters));
        byte[] safetensors = file.toSafetensors(StorageType.F32);
        byte[] npz = file.toNpz(StorageType.F32);
        assertEquals(
                List.of(12288, 800, 1),
                ParameterFile.read(safetensors).parameters().layerDims());
        assertEquals(
                List.of(12288, 800, 1), ParameterFile.read(npz).parameters().layerDims());
    }
}
