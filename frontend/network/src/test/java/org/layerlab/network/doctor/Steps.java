package org.layerlab.network.doctor;

import org.layerlab.network.training.Trainer;

/** Makes steps as the playground does: whatever else is looked at, the doctor notes what is due. */
final class Steps {
    private Steps() {}

    static void make(int count, Trainer trainer, Examination examination, Doctor doctor) {
        for (int i = 0; i < count && !trainer.done(); i++) {
            trainer.step();
            if (Doctor.isDue(trainer.iteration())) {
                doctor.note(examination.look(false));
            }
        }
    }
}
