package org.layerlab.backend.preview;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.layerlab.backend.photo.Png;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Parameters;

/**
 * A model as a picture of 1,200×630 pixels:
 *
 * <ul>
 *   <li>a network on points that is small enough to be evaluated all over the plane: its decision boundary, of a regression
 *       the line of 0, and its training points if the card tells them;
 *   <li>dense layers on photos: of the first 256 units of the first layer the 32 with the largest weights, as smoothed images;
 *   <li>a first convolution of three channels: of its first 256 filters the 32 with the largest weights, as images;
 *   <li>any other network: the first 48×48 weights of its first layer, as a colored matrix.
 * </ul>
 *
 * <p>Takes up to 50 MB beside the model. On one core of an AMD EPYC (December 3, 2026) it took up to 0.3 s, and 5 s for the
 * decision boundaries of 100 classes, the most that a network can have.
 */
public final class PreviewPicture {
    private PreviewPicture() {}

    /** The picture as a PNG. The same model gives the same bytes. */
    public static byte[] png(ParameterFile model) {
        BufferedImage image = new BufferedImage(PreviewSize.WIDTH, PreviewSize.HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setColor(Palette.PAPER);
            graphics.fillRect(0, 0, PreviewSize.WIDTH, PreviewSize.HEIGHT);
            Parameters.Dense first = model.parameters().layers().get(0);
            boolean dense = model.card().architecture().isDense();
            if (model.card().architecture().isOnVectors() && BoundaryPicture.isPossible(model)) {
                BoundaryPicture.draw(model, image, graphics);
            } else if (dense && model.card().takesPhotos()) {
                WeightsPicture.drawPhotos(first, PhotoPreparation.sideOf(first.columns()), image);
            } else if (model.card().architecture().layers().get(0) instanceof LayerKind.Convolution convolution
                    && first.columns() == 3 * convolution.kernel() * convolution.kernel()) {
                WeightsPicture.drawFilters(first, convolution.kernel(), image);
            } else {
                WeightsPicture.drawMatrix(first, graphics);
            }
        } finally {
            graphics.dispose();
        }
        return Png.bytes(image);
    }
}
