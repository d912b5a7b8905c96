package org.layerlab.page.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class CurveSvgTest {
    private static final LineChart.Curve COST = new LineChart.Curve(
            List.of(new double[] {0, 1}, new double[] {50, Double.NaN}, new double[] {100, 0.5}, new double[] {200, 0}),
            new LineChart.Stroke("--action", 2, 0, 0));
    private static final LineChart.Curve TEST = new LineChart.Curve(
            List.of(new double[] {0, 2}, new double[] {200, 1}), new LineChart.Stroke("--class-0", 2, 3, 3));
    private static final LineChart.Curve ACCURACY = new LineChart.Curve(
                    List.of(new double[] {0, 50}, new double[] {200, 100}), new LineChart.Stroke("--good", 1.5, 3, 3))
            .atRight();

    private static Document draw(
            boolean log, List<Double> endless, List<RunCurves.Change> changes, CurveSvg.Named... curves)
            throws Exception {
        String svg = CurveSvg.of(List.of(curves), log, endless, changes, CurveSvg::onPaper);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> all(Document svg, String tag) {
        NodeList nodes = svg.getElementsByTagName(tag);
        List<Element> all = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            all.add((Element) nodes.item(i));
        }
        return all;
    }

    private static List<String> texts(Document svg) {
        return all(svg, "text").stream().map(Element::getTextContent).toList();
    }

    /** What is drawn in a color: the key of its legend, then the curve. */
    private static List<String> paths(Document svg, String color) {
        return all(svg, "path").stream()
                .filter(path -> path.getAttribute("stroke").equals(color))
                .map(path -> path.getAttribute("d"))
                .toList();
    }

    @Test
    void everyCurveIsDrawnAndNamed() throws Exception {
        Document svg = draw(
                false,
                List.of(),
                List.of(),
                new CurveSvg.Named("training", COST),
                new CurveSvg.Named("test", TEST),
                new CurveSvg.Named("Test accuracy (%)", ACCURACY));
        assertTrue(
                texts(svg).containsAll(List.of("training", "test", "Test accuracy (%)")),
                texts(svg).toString());
        // The axis goes from 0 at 342 to 2 at 34, and leaves 64 at the right for percents.
        assertEquals(List.of("M64 16h22", "M64 188M360 265L656 342"), paths(svg, "#0f62b5"));
        assertEquals("M64 34L656 188", paths(svg, "#e07a12").get(1));
        assertEquals("M64 188L656 34", paths(svg, "#1a7f4b").get(1));
        assertTrue(
                texts(svg).containsAll(List.of("2.0000", "0.0000", "0 %", "100 %", "200")),
                texts(svg).toString());
        List<String> dashes = all(svg, "path").stream()
                .map(path -> path.getAttribute("stroke-dasharray"))
                .filter(dash -> !dash.isEmpty())
                .toList();
        assertEquals(List.of("3 3", "3 3", "3 3", "3 3"), dashes);
    }

    @Test
    void changesAreMarkedAndTold() throws Exception {
        RunCurves.Change rate = new RunCurves.Change(50, "Learning rate: 0.2 → 0.5 & <b>", false);
        RunCurves.Change bias = new RunCurves.Change(50, "A weight or bias was changed", true);
        Document svg = draw(false, List.of(), List.of(rate, bias), new CurveSvg.Named("training", COST));
        assertEquals(List.of("M224 34v308"), paths(svg, "#000"));
        List<String> texts = texts(svg);
        assertTrue(texts.contains("Iteration 50: Learning rate: 0.2 → 0.5 & <b>"), texts.toString());
        assertTrue(texts.contains("Iteration 50: A weight or bias was changed"), texts.toString());
        assertEquals("414", svg.getDocumentElement().getAttribute("height"));
        List<RunCurves.Change> many = java.util.Collections.nCopies(99, bias);
        texts = texts(draw(false, List.of(), many, new CurveSvg.Named("training", COST)));
        assertEquals("…", texts.get(texts.size() - 1));
        assertEquals(
                11, texts.stream().filter(text -> text.startsWith("Iteration")).count());
    }

    @Test
    void logarithmsAreLabeledWithTheirCosts() throws Exception {
        LineChart.Curve curve = new LineChart.Curve(
                List.of(new double[] {0, -4}, new double[] {200, 0}), new LineChart.Stroke("--action", 2, 0, 0));
        List<String> texts = texts(draw(true, List.of(0.0), List.of(), new CurveSvg.Named("training", curve)));
        assertTrue(texts.containsAll(List.of("0.01", "1", "∞")), texts.toString());
        assertFalse(texts.contains("-2.0000"), texts.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "99, 99.0000",
        "999, 999",
        "1162.52, 1162.5",
        "663500.4153, 663500",
        "1234567.8, 1234600",
        "6.635e30, 6.64e30"
    })
    void largeCostsHaveRoomForTheirNumbers(double cost, String says) throws Exception {
        LineChart.Curve curve = new LineChart.Curve(
                List.of(new double[] {0, 0}, new double[] {200, cost}), new LineChart.Stroke("--action", 2, 0, 0));
        Document svg = draw(false, List.of(), List.of(), new CurveSvg.Named("training", curve));
        assertTrue(texts(svg).contains(says), texts(svg).toString());
        for (Element text : all(svg, "text")) {
            // A letter of a monospaced font of 12 px is 7.2 px wide.
            double width = 7.2 * text.getTextContent().length();
            double x = Double.parseDouble(text.getAttribute("x"));
            assertTrue(!text.getAttribute("text-anchor").equals("end") || x >= width, text.getTextContent());
        }
    }

    @Test
    void whatIsBelowTheAxisIsNotDrawn() throws Exception {
        LineChart.Curve poor = new LineChart.Curve(
                        List.of(new double[] {0, -5000}, new double[] {100, -100}, new double[] {200, 100}),
                        new LineChart.Stroke("--good", 1.5, 0, 0))
                .atRight();
        Document svg = draw(
                false,
                List.of(),
                List.of(),
                new CurveSvg.Named("training", COST),
                new CurveSvg.Named("Training R² (%)", poor));
        assertEquals("M360 342L656 34", paths(svg, "#1a7f4b").get(1));
    }

    @Test
    void aRunThatHasNotBegunHasAnEmptyDrawing() throws Exception {
        Document svg = draw(false, List.of(), List.of());
        assertTrue(texts(svg).contains("1.0000"));
        assertEquals(5, all(svg, "path").size());
    }

    /** Black on white apart, a curve has the same color on paper as on the page in the light theme. */
    @ParameterizedTest
    @ValueSource(strings = {"--action", "--class-0", "--good", "--run-A", "--run-B", "--run-C", "--run-D"})
    void colorsOnPaperAreThoseOfTheLightTheme(String property) throws IOException {
        String style = Files.readString(Path.of("../../static/style.css"));
        Matcher light =
                Pattern.compile(Pattern.quote(property) + ": (#[0-9a-f]+);").matcher(style);
        assertTrue(light.find(), property);
        assertEquals(light.group(1), CurveSvg.onPaper(property));
    }
}
