package org.layerlab.kernels;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CallWriterTest {
    private final CallWriter writer = new CallWriter();

    @Test
    void everyKernelHasAMethodInAllThatIsWritten() {
        for (KernelFunction function : KernelFunctions.all()) {
            String call = " " + function.name() + "(int wide, ";
            for (String java : new String[] {writer.kernels(), writer.imported(), writer.exports(), writer.object()}) {
                assertTrue(java.contains(call), function.name() + " is missing in " + java);
            }
        }
    }

    @Test
    void soHasEachFunctionForMemoryAndThreads() {
        for (ModuleFunction function : ModuleFunction.all()) {
            String call = " " + function.name() + "(";
            for (String java : new String[] {writer.kernels(), writer.imported(), writer.exports(), writer.object()}) {
                assertTrue(java.contains(call), function.name() + " is missing in " + java);
            }
        }
        assertTrue(writer.kernels().contains("void copy(int from, int to, int bytes);"));
        assertTrue(writer.kernels().contains("int members();"));
    }

    @Test
    void numbersAreDoublesAndTheRestIntegers() {
        String java = writer.kernels();
        assertTrue(
                java.contains("void descend(int wide, int w, int dW, int count, double rate, double l1, double l2);"));
        assertTrue(java.contains("int countCorrect(int wide, int al, int y, int count);"));
        assertTrue(java.contains("double crossEntropy(int wide, int al, int y, int count);"));
    }

    @Test
    void itIsSaidWhatACallChanges() {
        assertTrue(writer.kernels().contains("changes at: w, m, s;"), writer.kernels());
    }

    @Test
    void aReturnedNumberIsNoTailCall() {
        assertTrue(writer.object().contains("return 0 + exports.train(wide, network, "));
        assertFalse(writer.object().contains("return exports.train"));
    }
}
