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
 * A model as a picture of 1,200×630 pixels: the decision boundary and training points of a network with two inputs, the
 * first layer's weights as images for a network on photos, or else the first layer's weights as a matrix.
 *
 * <p>Takes a few megabytes and at most about a second, whatever the network.
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
