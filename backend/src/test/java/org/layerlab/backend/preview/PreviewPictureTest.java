package org.layerlab.backend.preview;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;

class PreviewPictureTest {
    @Test
    void aConvolutionalNetworkIsSeenByItsFirstFilters() throws Exception {
        // Of blue, green and red: its middle wants red, and no green.
        double[] W = new double[27];
        W[3 * 4 + 2] = 0.5;
        W[3 * 4 + 1] = -0.5;
        ParameterFile model = new ParameterFile(
                new Parameters(List.of(
                        new Parameters.Dense(1, 27, W, new double[1]),
                        new Parameters.Dense(1, 1, new double[] {1}, new double[1]))),
                new CardBuilder(Architecture.parse("64x64x3,conv3x1,relu,gap,1", Activation.RELU)).build());
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(PreviewPicture.png(model)));
        int middleX = PreviewSize.WIDTH / 2;
        int middleY = PreviewSize.HEIGHT / 2;
        assertEquals(0xff0080, image.getRGB(middleX, middleY) & 0xffffff);
        // Beside it the filter wants nothing.
        assertEquals(0x808080, image.getRGB(middleX - 50, middleY) & 0xffffff);
        assertEquals(0x808080, image.getRGB(middleX, middleY + 50) & 0xffffff);
    }

    /** Its weights are finite, but its sums are not. */
    @Test
    void aDivergedNetworkOfSeveralClassesHasANeutralBackground() throws Exception {
        double[] W2 = new double[6];
        Arrays.fill(W2, 1e200);
        ParameterFile model = new ParameterFile(
                new Parameters(List.of(
                        new Parameters.Dense(2, 2, new double[] {1e200, 0, -1e200, 0}, new double[2]),
                        new Parameters.Dense(3, 2, W2, new double[3]))),
                new CardBuilder(Architecture.parse("2,2,softmax3", Activation.RELU))
                        .kind(ModelCard.Kind.POINTS)
                        .points(CustomPoints.NONE.with(0, 0, 2))
                        .build());
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(PreviewPicture.png(model)));
        assertEquals(Palette.NEUTRAL.getRGB(), image.getRGB(PreviewSize.WIDTH / 2 + 40, PreviewSize.HEIGHT / 2 - 40));
    }

    /** As where the disk is full. */
    @Test
    void isDrawnWhereThereIsNoRoomForTemporaryFiles(@TempDir Path temp) throws Exception {
        Path gone = Files.createDirectory(temp.resolve("gone"));
        Architecture layers = Architecture.relu(2, 1);
        ParameterFile model =
                new ParameterFile(Initialization.NORMAL.parameters(layers, 1), new CardBuilder(layers).build());
        byte[] before = PreviewPicture.png(model);
        ImageIO.setCacheDirectory(gone.toFile());
        try {
            Files.delete(gone);
            assertArrayEquals(before, PreviewPicture.png(model));
        } finally {
            ImageIO.setCacheDirectory(null);
        }
    }

    /** A card may say anything. */
    @ParameterizedTest
    @CsvSource({"-5, 0.1", "0, 0.1", "1, 0.1", "300, -1", "300, 1e300"})
    void aCardOfPointsThatThereCannotBeIsDrawnAllTheSame(int trainSize, double noise) throws Exception {
        Architecture layers = Architecture.relu(2, 1);
        for (Points points : List.of(Points.CIRCLE, Points.TF_CIRCLE)) {
            JsonObject dataset = new JsonObject()
                    .add("id", points.id())
                    .add("trainSize", trainSize)
                    .add("testSize", 100)
                    .add("noise", noise);
            ParameterFile model = new ParameterFile(
                    Initialization.NORMAL.parameters(layers, 1),
                    new CardBuilder(layers)
                            .kind(ModelCard.Kind.POINTS)
                            .dataset(dataset)
                            .build());
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(PreviewPicture.png(model)));
            assertEquals(PreviewSize.WIDTH, image.getWidth(), points.id());
        }
    }

    @Test
    void aPointOfOnesOwnHasTheColorOfItsClass() throws Exception {
        CustomPoints points = CustomPoints.NONE.with(-1, 0, 0).with(1, 0, 1).with(0, 0, 4);
        Architecture architecture = Architecture.parse("2,softmax5", Activation.RELU);
        ParameterFile model = new ParameterFile(
                new Parameters(List.of(new Parameters.Dense(5, 2, new double[10], new double[5]))),
                new CardBuilder(architecture)
                        .kind(ModelCard.Kind.POINTS)
                        .points(points)
                        .build());
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(PreviewPicture.png(model)));
        int found = 0;
        for (int i = 0; i < PreviewSize.WIDTH * PreviewSize.HEIGHT; i++) {
            int color = image.getRGB(i % PreviewSize.WIDTH, i / PreviewSize.WIDTH) & 0xffffff;
            found += color == (Palette.ofClass(4).getRGB() & 0xffffff) ? 1 : 0;
        }
        assertTrue(found > 20, found + " pixels");
    }
}
