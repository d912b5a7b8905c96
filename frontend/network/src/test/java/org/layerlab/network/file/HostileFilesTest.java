package org.layerlab.network.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that lie, break off or are meant to harm: refused, saying what is wrong. */
class HostileFilesTest {
    private static void assertRefused(byte[] bytes, String reason) {
        String message = assertThrows(ParameterFileException.class, () -> ParameterFile.read(bytes))
                .getMessage();
        assertTrue(message.contains(reason), () -> "'" + message + "' does not say '" + reason + "'");
    }

    private static String entry(String dtype, String shape, String offsets) {
        return "{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
    }

    @Test
    void whatIsNoParameterFileIsSaidToBeNone() {
        assertRefused(new byte[0], "the file is empty");
        assertRefused(new byte[] {1, 2, 3}, "only 3 bytes, too few for safetensors or .npz");
        assertRefused(
                "{\"name\":{\"weights\":[1, 2, 3]}}".getBytes(StandardCharsets.UTF_8),
                "looks like JSON; it is neither safetensors nor .npz");
        assertRefused("<!doctype html><html></html>".getBytes(StandardCharsets.UTF_8), "neither safetensors nor .npz");
        assertRefused(Npy.write(Tensor.of(new double[] {1}, 1)), "single NumPy array");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100_000, Long.MAX_VALUE, -1, Long.MIN_VALUE, 1L << 32})
    void aHeaderLengthThatLies(long length) {
        byte[] bytes = Samples.file().toSafetensors(StorageType.F32);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
        assertRefused(bytes, "the header is said to have");
    }

    @Test
    void everyTruncationIsRefused() {
        for (byte[] bytes : new byte[][] {
            Samples.file().toSafetensors(StorageType.F16), Samples.file().toNpz(StorageType.F32)
        }) {
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThrows(ParameterFileException.class, () -> ParameterFile.read(cut), "cut to " + length);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[0, 8]  | [8, 12] | 13 | 13 bytes of data",
                "[0, 8]  | [9, 13] | 13 | begins at byte 9",
                "[0, 8]  | [4, 8]  | 8  | begins at byte 4",
                "[0, 8]  | [8, 12] | 11 | only 11",
                "[0, 8]  | [8, 16] | 16 | give it 8 bytes",
                "[8, 0]  | [8, 12] | 12 | not a begin and an end",
                "[-8, 0] | [0, 4]  | 4  | not a begin and an end",
                "[0, 8]  | [9007199254740984, 9007199254740988] | 12 | ends at byte 9007199254740988",
                "[0, 8]  | [18446744073709551608, 18446744073709551612] | 12 | not a begin and an end",
                "[0, 8.0]| [8, 12] | 12 | not a begin and an end",
                "[0, 8, 1] | [8, 12] | 12 | and two data_offsets"
            })
    void offsetsThatLie(String first, String second, int length, String reason) {
        String header = "{\"W1\":" + entry("F32", "[1,2]", first) + ",\"b1\":" + entry("F32", "[1,1]", second) + "}";
        assertRefused(Samples.safetensors(header, length), reason);
    }

    @Test
    void shapesThatOverflow() {
        assertRefused(
                Samples.safetensors("{\"W1\":" + entry("F64", "[2147483647,2147483647,4]", "[0,8]") + "}", 8),
                "give it 8 bytes");
        assertRefused(
                Samples.safetensors("{\"W1\":" + entry("F64", "[4294967296,4294967296]", "[0,0]") + "}", 0),
                "dimension '4294967296'");
        assertRefused(Samples.safetensors("{\"W1\":" + entry("F64", "[-1,-1]", "[0,8]") + "}", 8), "dimension '-1'");
        assertRefused(
                Samples.safetensors("{\"W1\":" + entry("F64", "[1,1,1,1,1,1,1,1,1]", "[0,8]") + "}", 8),
                "W1 has 9 dimensions; at most 8 are read");
        // 2^31 · 2^31 · 2^2 would be 0 in 64 bits.
        assertRefused(
                Samples.safetensors("{\"W1\":" + entry("U8", "[2147483647,2147483647,2147483647]", "[0,0]") + "}", 0),
                "give it 0 bytes");
    }

    @Test
    void aMessageIsOneLineWhateverItQuotes() {
        ParameterFileException e = assertThrows(
                ParameterFileException.class, () -> ModelCard.parse("{\"layers\": \"2, \\n\\u001b[2J\\u009b, 1\"}"));
        assertTrue(e.getMessage().startsWith("the model card: layers '2, ??[2J?, 1'"), e.getMessage());
    }

    @Test
    void headersThatAreNoGoodJson() {
        assertRefused(Samples.safetensors("[1, 2, 3]", 0), "neither safetensors nor .npz");
        assertRefused(Samples.safetensors("{\"W1\":", 0), "not JSON");
        assertRefused(Samples.safetensors("{} {}", 0), "not JSON");
        assertRefused(Samples.safetensors("{\"a\":".repeat(100_000), 0), "nested more than 32 levels deep");
        assertRefused(Samples.safetensors("{\"a\":" + "[".repeat(100_000), 0), "nested more than 32 levels deep");
        assertRefused(Samples.safetensors("{\"a\":[" + "1,".repeat(300_000) + "1]}", 0), "more than 200000 values");
        assertRefused(Samples.safetensors("{\"a\":\"" + "x".repeat(5 << 20) + "\"}", 0), "at most 4194304");
        String W = "\"W1\":" + entry("F32", "[1,1]", "[0,4]");
        assertRefused(Samples.safetensors("{" + W + "," + W + "}", 4), "'W1' twice");
        assertRefused(Samples.safetensors("{\"__metadata__\":{\"a\":1}}", 0), "not a text");
        assertRefused(Samples.safetensors("{\"__metadata__\":[]}", 0), "not an object");
        assertRefused(Samples.safetensors("{\"W1\":" + entry("F8_E4M3", "[1]", "[0,1]") + "}", 1), "F8_E4M3");
        assertRefused(Samples.safetensors("{\"W1\":{\"dtype\":\"F32\"}}", 0), "not described by");
        assertRefused(Samples.safetensors("{}", 0), "no W1");
        byte[] notUtf8 = Samples.safetensors("{\"Wx\":1}", 0);
        notUtf8[11] = (byte) 0xFF;
        assertRefused(notUtf8, "not UTF-8");
    }

    @Test
    void tooManyTensors() {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < 5000; i++) {
            header.append(i == 0 ? "" : ",").append("\"t" + i + "\":" + entry("F32", "[0]", "[0,0]"));
        }
        assertRefused(Samples.safetensors(header.append('}').toString(), 0), "5000 tensors; at most 4096");
    }

    private static byte[] npz(Map<String, Tensor> tensors) {
        return Npz.write(new LinkedHashMap<>(tensors));
    }

    private static Tensor zeros(int... shape) {
        return Tensor.of(new double[(int) Tensor.elements(shape)], shape);
    }

    @Test
    void layersThatMakeNoNetwork() {
        assertRefused(npz(Map.of("W1", zeros(4, 2))), "b1 is missing, but there is W1");
        assertRefused(npz(Map.of("W1", zeros(4, 2), "b1", zeros(4, 1), "W2", zeros(1, 4))), "b2 is missing");
        assertRefused(
                npz(Map.of("W1", zeros(1, 2), "b1", zeros(1, 1), "W3", zeros(1, 1), "b3", zeros(1, 1))),
                "W2 is missing, but there is W3");
        assertRefused(
                npz(Map.of("W1", zeros(1, 2), "b1", zeros(1, 1), "gamma2", zeros(1, 1), "mean2", zeros(1, 1))),
                "W2 is missing, but there is gamma2");
        assertRefused(npz(Map.of("W2", zeros(1, 2), "b2", zeros(1, 1))), "W1 is missing");
        assertRefused(npz(Map.of("W99999999999", zeros(1, 2))), "W1 is missing");
        assertRefused(npz(Map.of("w1", zeros(1, 2), "b01", zeros(1, 1))), "no W1");
        assertRefused(
                npz(Map.of("W1", zeros(8, 2), "b1", zeros(8, 1), "W2", zeros(5, 7), "b2", zeros(5, 1))),
                "W2 is 5×7, but layer 1 gives 8 rows");
        assertRefused(npz(Map.of("W1", zeros(4), "b1", zeros(4, 1))), "W1 has the shape (4)");
        assertRefused(npz(Map.of("W1", zeros(0, 4), "b1", zeros(0, 1))), "W1 has the shape (0, 4)");
        assertRefused(npz(Map.of("W1", zeros(4, 2), "b1", zeros(1, 4))), "b1 has the shape (1, 4)");
        assertRefused(npz(Map.of("W1", zeros(4, 2), "b1", zeros(3))), "b1 has 3 values, but W1 has 4 rows");
        assertRefused(npz(Map.of("W1", zeros(4, 2), "b1", zeros(4))), "last layer has to have 1 unit");
        assertRefused(npz(Map.of("W1", Tensor.ofBytes(new byte[2], 1, 2), "b1", zeros(1))), "W1 is of U8");
    }

    @Test
    void parametersThatAreNoNumbers() {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            for (Tensor.Type type : new Tensor.Type[] {Tensor.Type.F64, Tensor.Type.F32, Tensor.Type.F16}) {
                Tensor W = Tensor.of(type, new double[] {0, value}, 1, 2);
                assertRefused(npz(Map.of("W1", W, "b1", zeros(1))), "W1[1] is " + value);
            }
        }
    }

    @Test
    void limitsCanBeTighter() {
        byte[] bytes = Samples.file().toNpz(StorageType.F64);
        assertLimit(bytes, new Limits(100, 1 << 20, 100, 100), "at most 100 are allowed");
        assertLimit(bytes, new Limits(1 << 20, 1000, 100, 100), "at most 1000 are allowed");
        assertLimit(bytes, new Limits(1 << 20, 1 << 20, 3, 100), "at most 3 are allowed");
        assertLimit(bytes, new Limits(1 << 20, 1 << 20, 100, 16), "17 parameters; at most 16");
    }

    private static void assertLimit(byte[] bytes, Limits limits, String reason) {
        String message = assertThrows(ParameterFileException.class, () -> ParameterFile.read(bytes, limits))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void aBombIsNotInflated() throws Exception {
        // 600 MB of zeros deflate to 600 KB.
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bomb)) {
            zip.putNextEntry(new ZipEntry("W1.npy"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 600; i++) {
                zip.write(zeros);
            }
        }
        assertRefused(bomb.toByteArray(), "decompresses to 629145600 bytes; at most");

        // The same, its size declared small: what comes out is counted.
        byte[] lying = Samples.zip(Map.of("W1.npy", new byte[1 << 20]));
        int central = find(lying, 0x02014b50);
        ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putInt(central + 24, 500);
        assertRefused(lying, "decompresses to more than its 500 bytes");

        // Declared huge: no such array is allocated.
        ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putInt(central + 24, 0x7FFFFFF0);
        assertRefused(lying, "is said to become 2147483632 bytes");

        // Somewhat larger than it is.
        ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putInt(central + 24, (1 << 20) + 1);
        assertRefused(lying, "decompresses to 1048576 bytes, not to 1048577");
    }

    private static int find(byte[] bytes, int signature) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i <= bytes.length - 4; i++) {
            if (buffer.getInt(i) == signature) {
                return i;
            }
        }
        throw new AssertionError("no such signature");
    }

    private static byte[] patched(int signature, int offset, int value) {
        byte[] bytes = Samples.file().toNpz(StorageType.F32);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putShort(find(bytes, signature) + offset, (short) value);
        return bytes;
    }

    @Test
    void archivesThatContradictThemselves() {
        int local = 0x04034b50;
        int central = 0x02014b50;
        int end = 0x06054b50;
        assertRefused(patched(central, 8, 1), "'W1.npy' is encrypted");
        assertRefused(patched(local, 6, 1), "contradict each other");
        assertRefused(patched(central, 10, 12), "compressed by method 12");
        assertRefused(patched(central, 10, 8), "contradict each other");
        assertRefused(patched(local, 30, 'W' | '2' << 8), "contradict each other");
        assertRefused(patched(central, 16, 1234), "its CRC-32 differs");
        assertRefused(patched(central, 20, 60000), "'W1.npy' is said to have 60000 bytes");
        assertRefused(patched(central, 42, 1), "is said to lie at byte 1");
        assertRefused(patched(local, 26, 60000), "'W1.npy' is said to have");
        assertRefused(patched(central, 28, 60000), "ends within entry 1");
        assertRefused(patched(end, 8, 1), "spread over several files");
        assertRefused(patched(end, 16, 7), "the archive's directory is said to lie");
        assertRefused(patched(end, 20, 7), "no end record");
        byte[] wide = patched(end, 8, 0xFFFF);
        ByteBuffer.wrap(wide).order(ByteOrder.LITTLE_ENDIAN).putShort(find(wide, end) + 10, (short) 0xFFFF);
        assertRefused(wide, "in the zip64 format");
        assertRefused(patched(central, 46, '.' | '/' << 8), "contradict each other");
        assertRefused(new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, "no W1");
    }

    @Test
    void sizesOf64BitsAreReadAndChecked() throws Exception {
        byte[] small = npz(Map.of("x", zeros(3)));
        int at = find(small, 0x02014b50);
        int extra = at + 46 + "x.npy".length();
        ByteBuffer old = ByteBuffer.wrap(small).order(ByteOrder.LITTLE_ENDIAN);
        byte[] bytes = new byte[small.length + 20];
        System.arraycopy(small, 0, bytes, 0, extra);
        System.arraycopy(small, extra, bytes, extra + 20, small.length - extra);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(extra, (short) 1).putShort(extra + 2, (short) 16);
        buffer.putLong(extra + 4, old.getInt(at + 24)).putLong(extra + 12, old.getInt(at + 20));
        buffer.putInt(at + 20, -1).putInt(at + 24, -1).putShort(at + 30, (short) 20);
        buffer.putInt(bytes.length - 10, old.getInt(small.length - 10) + 20);
        assertEquals(3, GoldenFilesTest.tensor(Npz.read(bytes), "x").size());

        buffer.putLong(extra + 12, Long.MIN_VALUE);
        assertRefused(bytes, "'x.npy' is said to have 9223372036854775807 bytes");
        buffer.putShort(extra + 2, (short) 8);
        assertRefused(bytes, "'x.npy' lacks the 64-bit sizes");
        buffer.putShort(extra, (short) 2);
        assertRefused(bytes, "'x.npy' lacks the 64-bit sizes");
    }

    @Test
    void membersThatShareBytesAreRefused() {
        byte[] bytes = Samples.file().toNpz(StorageType.F32);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int first = find(bytes, 0x02014b50);
        int second = first + 46 + "W1.npy".length();
        buffer.putInt(second + 42, buffer.getInt(first + 42));
        buffer.put(second + 46, (byte) 'W');
        assertRefused(bytes, "'W1.npy' twice");
        // The second entry reaches into the third member.
        byte[] longer = Samples.file().toNpz(StorageType.F32);
        buffer = ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(first + 20, buffer.getInt(first + 20) + 10);
        buffer.putInt(first + 24, buffer.getInt(first + 24) + 10);
        assertRefused(longer, "'W1.npy' and 'b1.npy' overlap");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 1)}           | has 8 bytes of data",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2147483647, 2147483647), } | has 8 bytes of data",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999,)}   | has a dimension over",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}            | other than numbers",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1)}              | not a tuple",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1 1)}            | not a tuple",
                "{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}                 | neither True nor False",
                "{'descr': '<f8', 'fortran_order': False}                            | lacks one of",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'shape': (1,)} | 'shape' twice",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'x': 1}     | the key 'x'",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} or 1        | goes on after its end",
                "{'descr': '¦O', 'fortran_order': False, 'shape': (1,)}              | dtype '¦O'",
                "{'descr': '<U2', 'fortran_order': False, 'shape': (1,)}             | dtype '<U2'",
                "{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}             | dtype '<c8'",
                "{'descr': '¦f8', 'fortran_order': False, 'shape': (1,)}             | dtype '¦f8'",
                "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,)}    | records",
                "__import__('os').system('true')                                     | no '{'",
                "{'descr': '<f8                                                      | no text"
            })
    void arrayHeadersThatLie(String header, String reason) {
        // The broken bar stands for the bar, which parts the columns above.
        byte[] bytes = Samples.npy(header.replace('¦', '|'), 8);
        String message = assertThrows(ParameterFileException.class, () -> Npy.read(bytes))
                .getMessage();
        assertTrue(message.contains(reason.replace('¦', '|')), message);
    }

    private static void assertCardRefused(String card, String reason) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(Map.of("W1", zeros(1, 2), "b1", zeros(1)));
        byte[] text = card.getBytes(StandardCharsets.UTF_8);
        tensors.put("layerlab", Tensor.ofBytes(text, text.length));
        assertRefused(npz(tensors), reason);
    }

    @Test
    void cardsThatCannotBe() {
        assertCardRefused("{", "not JSON");
        assertCardRefused("[]", "not a JSON object");
        assertCardRefused("{\"a\":".repeat(40) + "1" + "}".repeat(40), "nested more than 32");
        assertCardRefused("{\"name\":\"a\",\"name\":\"b\"}", "'name' twice");
        assertCardRefused("{\"name\":3}", "name is not a text");
        assertCardRefused("{\"kind\":\"cars\"}", "kind is 'cars'");
        assertCardRefused("{\"format\":2}", "of format 2");
        assertCardRefused("{\"dataset\":[]}", "dataset is not an object");
        assertCardRefused("{\"iteration\":-1}", "iteration is '-1'");
        assertCardRefused("{\"iteration\":1.5}", "iteration is '1.5'");
        assertCardRefused("{\"trainAccuracy\":72}", "trainAccuracy is '72'");
        assertCardRefused("{\"x\":[1e999]}", "'1e999', which is too large");
        assertCardRefused("{\"x\":\"" + "y".repeat(10_001) + "\"}", "10001 characters; at most 10000");
        assertCardRefused("{\"x\":[" + "\"yyyyyyyyy\",".repeat(90_000) + "1]}", "at most 1048576");
        assertCardRefused("{\"costs\":[" + "[0,1],".repeat(20_000) + "[0,1]]}", "at most 20000 points");
        assertCardRefused("{\"costs\":[[0,1],[1]]}", "costs have '[1]'");
        assertCardRefused("{\"costs\":[[0,null]]}", "costs have '[0,null]'");
        assertCardRefused("{\"costs\":[[2147483648,1]]}", "costs have '[2147483648,1]'");
        assertCardRefused(
                "{\"layerDims\":[2,3,1],\"activations\":[\"relu\",\"sigmoid\"]}",
                "the model card says layers 2, 3, 1, but W and b have the shapes of layers 2, 1");
        assertCardRefused("{\"layerDims\":[3,1]}", "layers 3, 1, but W and b have the shapes of layers 2, 1");
        assertCardRefused("{\"activations\":[\"relu\",\"sigmoid\"]}", "2 activations for 1 layers");
        assertCardRefused("{\"activations\":[\"relu\"]}", "has to be sigmoid, or linear for regression, not relu");
        assertCardRefused("{\"activations\":[\"no-such\"]}", "'\"no-such\"'; there are relu");
        assertCardRefused("{\"layerDims\":[2,-1]}", "'-1', which is not a layer size");
        assertCardRefused("{\"layerDims\":7}", "layerDims are not a list");
        assertThrows(ParameterFileException.class, () -> ModelCard.parse("{}"));
    }

    @Test
    void aFileOfStrangersGetsACardByItsShapes() throws Exception {
        Map<String, Tensor> tensors = Map.of("W1", zeros(4, 2), "b1", zeros(4), "W2", zeros(1, 4), "b2", zeros(1, 1));
        ModelCard card = ParameterFile.read(npz(tensors)).card();
        assertEquals(
                "{\"format\":1,\"layerDims\":[2,4,1],\"activations\":[\"relu\",\"sigmoid\"],\"kind\":\"points\"}",
                card.toString());
    }
}
