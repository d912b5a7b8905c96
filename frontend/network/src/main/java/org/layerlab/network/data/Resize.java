package org.layerlab.network.data;

import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.ChoiceText;

/** How a photo becomes as small as a network's input. */
public enum Resize implements Choice {
    /** What {@code cv2.resize(…, interpolation=cv2.INTER_CUBIC)} does: 16 source pixels make one, whatever the size. */
    OPENCV_CUBIC(
            "opencv-cubic",
            "Bicubic, like OpenCV",
            "Takes 16 pixels of the photo for each one, as OpenCV's INTER_CUBIC and the tutorial do; a large photo"
                    + " becomes grainy."),
    /** The mean of the source pixels under each output pixel, weighted by overlap; bicubic along an axis that grows. */
    AREA(
            "area",
            "Area average",
            "Averages all pixels of the photo that fall on each one; smaller photos grow bicubically.");

    private final ChoiceText said;

    Resize(String id, String label, String help) {
        said = new ChoiceText(id, label, help);
    }

    @Override
    public ChoiceText said() {
        return said;
    }
}
