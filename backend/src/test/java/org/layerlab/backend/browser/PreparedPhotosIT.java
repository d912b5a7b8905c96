package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.network.data.Crop;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.Resize;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;

/** Photos as people have them: large, turned, drawn, or nothing of the kind; and models that take them in their own way. */
class PreparedPhotosIT extends InBrowser {
    private static final double TOLERANCE = 0.01;

    @TempDir
    Path folder;

    @Test
    void aPhotoOfTwelveMegapixelsGetsTheCommandLinesVerdictInEveryOrientation() throws Exception {
        PhotosPage page = PhotosPage.open(server, browser, "wasm");
        PhotoJudge judge = PhotoJudge.of(server, page.model());
        byte[] jpeg = TestPhotos.file(TestPhotos.drawing(true, 3, 4000, 3000, BufferedImage.TYPE_INT_RGB), "jpg");
        for (int orientation = 1; orientation <= 8; orientation++) {
            byte[] turned = TestPhotos.turned(jpeg, orientation);
            String name = "turned-" + orientation + ".jpg";
            double dog = page.judge(write(name, turned));
            assertEquals(judge.says(judge.prepare(name, turned)), dog, TOLERANCE, name);
        }
    }

    @Test
    void whoHasNoPhotoAtHandSeesItWorkOnADrawing() throws Exception {
        PhotosPage page = PhotosPage.open(server, browser, "wasm");
        for (int seed = 100; seed < 103; seed++) {
            assertTrue(page.judge(drawing(true, seed)) > 0.5, "dog " + seed);
            assertTrue(page.judge(drawing(false, seed)) < 0.5, "cat " + seed);
        }
    }

    @Test
    void whoseLongPhotoIsSqueezedIsToldSo() throws Exception {
        PhotosPage page = PhotosPage.open(server, browser, "wasm");
        for (int[] size : new int[][] {{900, 300}, {300, 900}, {600, 400}}) {
            String name = size[0] + "x" + size[1] + ".png";
            page.judge(write(
                    name,
                    TestPhotos.file(TestPhotos.drawing(true, 5, size[0], size[1], BufferedImage.TYPE_INT_RGB), "png")));
            assertEquals(
                    size[0] != 600,
                    browser.textOf(browser.all("#seen-size").get(0)).contains("squeezes the whole photo"),
                    name);
        }
    }

    @Test
    void anotherModelSeesTheSamePhotoInItsOwnWay() throws Exception {
        PhotoPreparation how = new PhotoPreparation(48, Resize.AREA, Crop.CENTER);
        byte[] file = untrained("48x48x3, conv3x4, relu, gap, 1", how);
        String id = server.save(file).replace("/m/", "");
        PhotosPage page = PhotosPage.open(server, browser, "wasm");
        Path photo = drawing(false, 7);
        double before = page.judge(photo);

        page.forget();
        page.chooseModel(id);
        double dog = page.verdict();
        PhotoJudge judge = PhotoJudge.of(file);
        byte[] seen = judge.prepare("drawing.png", Files.readAllBytes(photo));
        PhotoJudge.assertSame("in its own way", seen, page.seen());
        assertEquals(judge.says(seen), dog, TOLERANCE);
        assertEquals(
                "What the network sees: 48 × 48 pixels",
                browser.textOf(browser.all("#seen-size").get(0)));

        page.forget();
        page.chooseModel("cats-and-dogs-conv");
        assertEquals(before, page.verdict(), 1e-6);
        page.forget();
        page.chooseModel("cats-and-dogs");
        page.verdict();
        assertEquals(64 * 64 * 3, page.seen().length, "the tutorial's");
    }

    /** A network that nobody has trained; its digits tell how it was asked. */
    private static byte[] untrained(String layers, PhotoPreparation how) throws Exception {
        Architecture architecture = Architecture.parse(layers, Activation.RELU);
        Parameters parameters = Initialization.HE.parameters(architecture, 5);
        ModelCard card = new CardBuilder(architecture)
                .kind(ModelCard.Kind.PHOTOS)
                .input(how)
                .name("Untrained")
                .build();
        return new ParameterFile(parameters, card).toSafetensors(StorageType.F32);
    }

    private Path drawing(boolean dog, long seed) throws IOException {
        return write(
                "drawing" + seed + dog + ".png",
                TestPhotos.file(TestPhotos.drawing(dog, seed, 640, 640, BufferedImage.TYPE_INT_RGB), "png"));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
