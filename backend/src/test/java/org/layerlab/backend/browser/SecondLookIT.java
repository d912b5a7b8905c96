package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.cli.Cli;
import org.layerlab.backend.jvm.JvmKernels;
import org.layerlab.backend.photo.PhotoDecoder;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.verdict.Answers;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.network.verdict.Predictor;

/** What the page says of pictures that the built-in model takes for something else at a second look. */
class SecondLookIT extends InBrowser {
    private static final Path MODEL = Path.of("../static/models/cats-and-dogs-conv.safetensors");
    private static final int PICTURES = 4;
    private static final int TRIES = 600;

    @TempDir
    Path folder;

    /** Drawings of animals under random textures, of which a second look changes the verdict. */
    private List<Path> pictures(Random random) throws Exception {
        ParameterFile file = ParameterFile.read(Files.readAllBytes(MODEL));
        Calibration calibration = file.card().calibration().orElseThrow();
        PhotoPreparation how = file.card().preparation();
        Predictor predictor = new Predictor(
                Network.predicting(
                        JvmKernels.best(Precision.FLOAT32, System.err),
                        file.card().architecture(),
                        file.parameters()),
                calibration.familiarity());
        List<Path> found = new ArrayList<>();
        for (int k = 0; k < TRIES && found.size() < PICTURES; k++) {
            byte[] png = picture(random);
            PhotoDecoder decoder = new PhotoDecoder();
            PhotoSet whole = new PhotoSet(decoder.prepare("a", png, how), new byte[1], how.side());
            PhotoSet closer = new PhotoSet(decoder.prepare("a", png, how.detailed()), new byte[1], how.detail());
            Answers first = predictor.answers(whole);
            double again = predictor.lookedAgain(first, closer.at(how.side())).found()[0];
            // Not so near to the limit that another decoder or rounding decides.
            boolean clear = Math.abs(first.found()[0] - calibration.leastFound()) > 0.05
                    && Math.abs(again - calibration.leastFound()) > 0.05;
            if (clear && calibration.neither(first.found()[0]) != calibration.neither(again)) {
                Path picture = folder.resolve(k + ".png");
                Files.write(picture, png);
                found.add(picture);
            }
        }
        return found;
    }

    private static byte[] picture(Random random) throws IOException {
        int width = 200 + random.nextInt(400);
        BufferedImage image = TestPhotos.drawing(
                random.nextBoolean(), random.nextInt(10_000), width, 300, BufferedImage.TYPE_INT_RGB);
        BufferedImage texture =
                Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(TestPhotos.texture(random))));
        Graphics2D graphics = image.createGraphics();
        graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, random.nextFloat()));
        graphics.drawImage(texture, 0, 0, width, 300, null);
        graphics.dispose();
        return TestPhotos.file(image, "png");
    }

    @Test
    void saysWhatTheCommandLineSays() throws Exception {
        List<Path> pictures = pictures(new Random());
        assertTrue(pictures.size() >= 2, pictures.size() + " pictures with another verdict at a second look");
        List<Object> args = new ArrayList<>(List.of("predict", "--unsure", "--model", MODEL));
        args.addAll(pictures);
        Cli.Result asked = Cli.run(args.toArray());
        assertEquals(0, asked.code(), asked.err());
        List<String> lines = asked.out().lines().toList();
        Map<String, String> expected = new HashMap<>();
        PhotosPage page = PhotosPage.open(server, browser, "wasm");
        for (int i = 0; i < pictures.size(); i++) {
            String verdict = lines.get(i).split("\t", -1)[1];
            page.judge(pictures.get(i));
            assertEquals(verdict, browser.attribute("verdict", "data-value"), lines.get(i));
            expected.put(String.valueOf(pictures.get(i).getFileName()), verdict);
        }
        // All at once, which the worker decodes itself.
        browser.choose("photo-input", pictures);
        browser.await(
                "all are judged", () -> browser.all("#many-rows [data-verdict]").size() == pictures.size());
        expected.forEach((name, verdict) -> assertEquals(
                1,
                browser.all("#many-rows li[data-name='" + name + "'][data-verdict='" + verdict + "']")
                        .size(),
                name + " " + verdict));
        assertEquals("", browser.message());
    }
}
