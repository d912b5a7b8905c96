package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.text.Text;

class CustomPointsTest {
    private static CustomPoints many(int count) {
        return CustomPoints.of(Points.SPIRAL.generate(count, 0.2, 3));
    }

    @Test
    void linkKeepsTenThousandPointsToTheLastBit() {
        CustomPoints points = many(10_000);
        String code = points.encode();
        assertEquals(50_000, code.length());
        assertEquals(points, CustomPoints.decode(code));
        assertThrows(IllegalArgumentException.class, () -> points.with(0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> CustomPoints.decode(code + "AAAAA"));
    }

    @ParameterizedTest
    @CsvSource({"SPIRAL, 5, '0,1,2,3,4'", "TF_BELLS, 1, -"})
    void aTableHasTheLabelsOfAnyPoints(Points set, int classes, String labels) {
        LabeledSet points = set.generate(50, classes, 0.1, 7);
        List<String> lines = PointsCsv.write(points).lines().toList();
        assertEquals("x,y,label", lines.get(0));
        TreeSet<String> found = new TreeSet<>();
        for (int i = 0; i < 50; i++) {
            List<String> cells = Text.split(lines.get(1 + i), ',');
            assertEquals(points.X()[i], Double.parseDouble(cells.get(0)));
            assertEquals(points.X()[50 + i], Double.parseDouble(cells.get(1)));
            assertEquals(points.Y()[i], Double.parseDouble(cells.get(2)));
            found.add(cells.get(2));
        }
        if (classes > 1) {
            assertEquals(labels, String.join(",", found));
        }
    }

    @Test
    void cardKeepsTenThousandPointsToTheLastBit() throws ParameterFileException {
        CustomPoints points = many(10_000);
        ModelCard card = new CardBuilder(Architecture.relu(2, 1)).points(points).build();
        assertEquals(points, ModelCard.parse(card.toString()).points());
        assertEquals(
                CustomPoints.NONE,
                new CardBuilder(Architecture.relu(2, 1)).build().points());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[[0,0]]", "[[0,0,6]]", "[[0,0,-1]]", "[[0,0,0.5]]", "[[0,\"a\",1]]", "[1]", "{}", "[[1e999,0,1]]"
            })
    void cardWithOtherPointsIsRefused(String points) {
        String json = "{\"layerDims\":[2,1],\"activations\":[\"sigmoid\"],\"points\":" + points + "}";
        ParameterFileException e = assertThrows(ParameterFileException.class, () -> ModelCard.parse(json));
        assertTrue(String.valueOf(e.getMessage()).contains("the model card"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "AAA, the link was cut",
        "AAAA!, '!' at position 5",
        ".____AA, of class 63",
        ".AAAAA, the link was cut",
        ".AAAAA!, '!' at position 7"
    })
    void codeThatIsNoneIsRefused(String code, String why) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> CustomPoints.decode(code));
        assertTrue(String.valueOf(e.getMessage()).contains(why), e.getMessage());
    }

    @Test
    void pointsAreAddedMovedAndTakenAway() {
        CustomPoints points =
                CustomPoints.NONE.with(0.5, -1, 0).with(99, -99, 1).with(0, 0, 0);
        assertEquals(0.5, points.x(0));
        assertEquals(-1, points.y(0));
        assertEquals(CustomPoints.reach(), points.x(1));
        assertEquals(-CustomPoints.reach(), points.y(1));
        assertEquals(1, points.label(1));
        assertEquals(2, points.nearest(0.1, 0.1, 0.2));
        assertEquals(-1, points.nearest(0.1, 0.1, 0.1));

        CustomPoints fewer = points.without(0).moved(1, 1, 1);
        assertEquals(2, fewer.size());
        assertEquals(0, fewer.label(0));
        assertEquals(1, fewer.y(1));
        assertEquals(CustomPoints.NONE.with(3, 3, 1), CustomPoints.NONE.with(3, 3, 1));
    }

    @Test
    void everyFifthPointIsHeldOutAtEightyPercent() {
        LabeledSet test = many(23).test(80);
        LabeledSet train = many(23).train(80);
        assertNotNull(test);
        assertNotNull(train);
        assertEquals(4, test.size());
        assertEquals(19, train.size());
        assertArrayEquals(new double[] {many(23).x(4), many(23).x(9)}, new double[] {test.X()[0], test.X()[1]});
        assertNull(many(23).test(100));
        assertNull(CustomPoints.NONE.train(80));
        assertNotNull(CustomPoints.NONE.with(1, 1, 1).train(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x,y,label~0.5,-1,0~1,2,1",
                "0.5,-1,0~1,2,1",
                "\uFEFFx;y;class~0,5;-1;0~~1;2,0;1~",
                "'x'\t'y'\t'z'~'0.5'\t-1\tblue~1\t2\torange",
                " 0.5 , -1 , -1 ~ 1 , 2 , 1"
            })
    void tablesAreRead(String table) {
        PointsCsv csv = PointsCsv.parse(table.replace('~', '\n').replace('\'', '"'));
        assertEquals(CustomPoints.NONE.with(0.5, -1, 0).with(1, 2, 1), csv.points());
        assertEquals(
                csv.points(), PointsCsv.parse(PointsCsv.write(csv.points())).points());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5,0,2,1,4,3 | 5,0,2,1,4,3 | ",
                "c,a,b,a | 2,0,1,0 | The labels became classes 0 to 2, in this order: 'a', 'b', 'c'.",
                "-1,0,1 | 0,1,2 | The labels became classes 0 to 2, in this order: '-1', '0', '1'.",
                "0,7 | 0,1 | '0' became class 0 and '7' class 1.",
                "2,10,1a | 2,0,1 | The labels became classes 0 to 2, in this order: '10', '1a', '2'.",
                "10,1a,2 | 0,1,2 | The labels became classes 0 to 2, in this order: '10', '1a', '2'.",
                "3,3 | 0,0 | ",
                "1,1 | 1,1 | "
            })
    void labelsAreClasses(String labels, String classes, String note) {
        StringBuilder table = new StringBuilder();
        for (String label : Text.split(labels, ',')) {
            table.append("1,2,").append(label).append('\n');
        }
        PointsCsv csv = PointsCsv.parse(table.toString());
        List<String> found = new ArrayList<>();
        for (int i = 0; i < csv.points().size(); i++) {
            found.add(String.valueOf(csv.points().label(i)));
        }
        assertEquals(classes, String.join(",", found));
        assertEquals(note == null ? "" : note, csv.note());
    }

    @Test
    void linksKeepSixClassesAndThoseOfUpToFourStayAsShort() throws ParameterFileException {
        for (int classes = 2; classes <= Points.MOST_CLASSES; classes++) {
            CustomPoints points = CustomPoints.of(Points.BLOBS.generate(200, classes, 0.3, 4));
            assertEquals(classes, points.classes());
            String code = points.encode();
            assertEquals(classes > 4 ? 1201 : 1000, code.length());
            assertEquals(points, CustomPoints.decode(code));
            ModelCard card =
                    new CardBuilder(Architecture.relu(2, 1)).points(points).build();
            assertEquals(points, ModelCard.parse(card.toString()).points());
        }
        assertEquals(2, CustomPoints.NONE.classes());
        assertEquals(2, CustomPoints.NONE.with(0, 0, 0).classes());
        assertEquals(5, CustomPoints.NONE.with(0, 0, 4).classes());
        // As links have had it since there are two classes.
        assertEquals(
                "IACAAYgB8A",
                CustomPoints.NONE.with(0, 0, 0).with(0.5, -0.25, 1).encode());
        assertThrows(IllegalArgumentException.class, () -> CustomPoints.NONE.with(0, 0, 6));
    }

    @Test
    void columnsThatLeaveThePlaneAreScaledIntoItAndNamed() {
        PointsCsv csv = PointsCsv.parse("height,weight,sex\n150,40,f\n200,90,m\n175,65,m");
        assertEquals(CustomPoints.NONE.with(-1.5, -1.5, 0).with(1.5, 1.5, 1).with(0, 0, 1), csv.points());
        assertEquals(
                "Both columns were scaled to ±1.5 and rounded to 1/1024: x from 150.0 to 200.0, y from 40.0 to 90.0.\n'f'"
                        + " became class 0 and 'm' class 1.",
                csv.note());
    }

    @Test
    void columnsOfAnyFiniteNumbersAreScaled() {
        PointsCsv csv = PointsCsv.parse("x,y,label\n1e308,0,a\n-1e308,1,b\n0,1.5,b");
        assertEquals(CustomPoints.NONE.with(1.5, -1.5, 0).with(-1.5, 0.5, 1).with(0, 1.5, 1), csv.points());
    }

    @Test
    void namesAreNotCutWithinACharacter() {
        String name = "a".repeat(39) + "😀b";
        assertEquals(
                "a".repeat(39) + "…",
                PointsCsv.parse("0,0," + name + "\n1,1,c").points().names().get(0));
        assertEquals(
                "n".repeat(59),
                CustomPoints.NONE
                        .with(0, 0, 1)
                        .ofTable("", List.of("n".repeat(59) + "😀", "m"))
                        .names()
                        .get(0));
    }

    @Test
    void pointsKeepTheNamesOfTheirClassesAndWhatWasDoneToThem() throws ParameterFileException {
        CustomPoints scaled =
                PointsCsv.parse("150,40,f\n200,90,mâle\n175,65,mâle").points();
        assertEquals(List.of("f", "mâle"), scaled.names());
        assertEquals(
                "Both columns were scaled to ±1.5 and rounded to 1/1024: x from 150.0 to 200.0, y from 40.0 to 90.0.",
                scaled.done());
        assertEquals(scaled.encode(), CustomPoints.decode(scaled.encode()).encode());
        assertTrue(scaled.encode().matches("[\\w.~-]+"), scaled.encode());
        assertEquals(scaled.names(), scaled.moved(0, 1, 1).with(0, 0, 1).names());
        assertEquals(scaled.done(), scaled.without(0).done());
        assertEquals(List.of(), scaled.with(0, 0, 2).names(), "the third class has no name");

        CustomPoints rounded = PointsCsv.parse("0.1,1,0\n0,1,1").points();
        assertEquals("Coordinates were rounded to 1/1024.", rounded.done());
        assertEquals(List.of(), rounded.names());
        assertEquals(rounded.encode(), CustomPoints.decode(rounded.encode()).encode());
        assertEquals("", PointsCsv.parse("0.5,1,0\n0,1,1").points().done());

        ModelCard card = new CardBuilder(Architecture.relu(2, 1))
                .points(scaled)
                .dataset(Json.object()
                        .add("table", scaled.done())
                        .add("classes", Json.array().add("f").add("mâle")))
                .build();
        assertEquals(scaled.encode(), ModelCard.parse(card.toString()).points().encode());
        assertEquals(scaled.names(), card.classes());
    }

    @Test
    void aTableOfStrangersIsBounded() throws ParameterFileException {
        assertEquals(
                List.of("0", "1", "cat"),
                PointsCsv.parse("0,0,0\n1,1,1\n1,0,cat").points().names());

        String points = CustomPoints.NONE.with(0, 0, 0).encode();
        for (String table : List.of("A", "AA", "ABCD", "___", "AAa".repeat(1000), "!!!")) {
            assertThrows(IllegalArgumentException.class, () -> CustomPoints.decode(points + "~" + table), table);
        }
        String longest = CustomPoints.NONE
                .with(0, 0, Points.MOST_CLASSES - 1)
                .ofTable("d".repeat(1000), Collections.nCopies(Points.MOST_CLASSES, "n\n".repeat(500)))
                .encode();
        assertEquals(longest, CustomPoints.decode(longest).encode());
        assertTrue(longest.length() < 3000, longest.length() + " characters");

        String card = "{'layerDims': [2, 1], 'activations': ['sigmoid'], 'points': [[0, 0, 1]],"
                + " 'classes': ['a\\nb', '" + "c".repeat(5000) + "'], 'dataset': {'table': 'x\\ny'}}";
        CustomPoints known = ModelCard.parse(card.replace('\'', '"')).points();
        assertEquals(List.of("a b", "c".repeat(60)), known.names());
        assertEquals("x y", known.done());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x,y,label~1,2,0~1,two,1 | line 3: y is 'two', which is not a number",
                "1,2,0~1,5f,1 | line 2: y is '5f', which is not a number",
                "1,2,0~~3,4 | line 3 has 2 columns",
                "1,2,3,4 | line 1 has 4 columns",
                "1,2,a~1,2,b~1,2,c~1,2,d~1,2,e~1,2,f~1,2,g | line 7 has another label, 'g', after 'a', 'b', 'c', 'd', 'e',"
                        + " 'f'; there can be at most 6",
                "1,2,0~1,2,7~1,2,1 | line 2 has the label '7'; class labels are 0 to 5",
                "1,2,0~1,2,3~1,2,1 | the labels are '0', '1', '3', but '2' is missing; number the classes from 0",
                "1,2,1~1,2,2~1,2,3 | the labels are '1', '2', '3', but '0' is missing; number",
                "NaN,NaN,0~1,1,1 | line 1: x is 'NaN', which is not a number",
                ",,0~1,1,1 | line 1: x is '', which is not a number",
                "1,2, | line 1 has no label",
                "x,y,label | no points in the table",
                "1,NaN,0 | line 1: y is 'NaN'",
                "nonsense | line 1 has 1 column;"
            })
    void badTableIsRefusedNamingTheLine(String table, String why) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> PointsCsv.parse(table.trim().replace('~', '\n').replace('\'', '"')));
        assertTrue(String.valueOf(e.getMessage()).contains(why), e.getMessage());
    }

    @Test
    void oneLineTooManyIsNamed() {
        String lines = "1,2,0\n".repeat(10_001);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> PointsCsv.parse(lines));
        assertTrue(String.valueOf(e.getMessage()).contains("line 10001"), e.getMessage());
    }
}
