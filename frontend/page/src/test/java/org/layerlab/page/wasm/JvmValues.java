package org.layerlab.page.wasm;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The locals and the stack of a function in its JVM method; a vector takes two longs of either. */
final class JvmValues {
    private static final String SCALARS = "org/layerlab/page/wasm/Scalars";
    private static final String VECTORS = "org/layerlab/page/wasm/Vectors";

    private final MethodVisitor out;
    private final String locals;
    private final int parameters;
    private final int[] slots;
    private final StringBuilder stack = new StringBuilder();

    JvmValues(MethodVisitor out, String parameters, String locals) {
        this.out = out;
        this.locals = parameters + locals;
        this.parameters = parameters.length();
        slots = new int[this.locals.length() + 1];
        for (int i = 0; i < this.locals.length(); i++) {
            slots[i + 1] = slots[i] + size(this.locals.charAt(i));
        }
    }

    /** The JVM's types of these letters. */
    static String types(String letters) {
        return letters.replace("v", "JJ")
                .replace('i', 'I')
                .replace('l', 'J')
                .replace('f', 'F')
                .replace('d', 'D');
    }

    /** The JVM's type of a result. */
    static String result(String letter) {
        if (letter.equals("v")) {
            throw new IllegalArgumentException("a function that returns a vector is not known");
        }
        return letter.isEmpty() ? "V" : types(letter);
    }

    private static int size(char type) {
        return switch (type) {
            case 'i', 'f' -> 1;
            case 'l', 'd' -> 2;
            default -> 4;
        };
    }

    /** Sets the locals that are not parameters to 0. */
    void clearLocals() {
        for (int i = parameters; i < locals.length(); i++) {
            char type = locals.charAt(i);
            switch (type) {
                case 'i' -> out.visitInsn(Opcodes.ICONST_0);
                case 'f' -> out.visitInsn(Opcodes.FCONST_0);
                case 'd' -> out.visitInsn(Opcodes.DCONST_0);
                case 'l' -> out.visitInsn(Opcodes.LCONST_0);
                default -> {
                    out.visitInsn(Opcodes.LCONST_0);
                    out.visitInsn(Opcodes.LCONST_0);
                }
            }
            store(type, slots[i]);
        }
    }

    int height() {
        return stack.length();
    }

    void fallTo(int height) {
        stack.setLength(Math.min(height, stack.length()));
    }

    void pushed(String types) {
        stack.append(types);
    }

    /** Says that values were taken from the stack, and checks that they were there. */
    void popped(String types) {
        if (stack.length() < types.length()
                || !stack.substring(stack.length() - types.length()).equals(types)) {
            throw new IllegalArgumentException("the stack has " + stack + ", and " + types + " is needed");
        }
        stack.setLength(stack.length() - types.length());
    }

    void get(int local) {
        load(locals.charAt(local), slots[local]);
        stack.append(locals.charAt(local));
    }

    void set(int local) {
        popped(String.valueOf(locals.charAt(local)));
        store(locals.charAt(local), slots[local]);
    }

    void constant(Object number, char type) {
        out.visitLdcInsn(number);
        stack.append(type);
    }

    void drop() {
        char type = stack.charAt(stack.length() - 1);
        stack.setLength(stack.length() - 1);
        for (int left = size(type); left > 0; left -= 2) {
            out.visitInsn(left == 1 ? Opcodes.POP : Opcodes.POP2);
        }
    }

    /** Drops what a branch leaves behind; it must carry nothing then. */
    void dropTo(int height, String carried) {
        if (stack.length() == height + carried.length()) {
            return;
        }
        if (!carried.isEmpty()) {
            throw new IllegalArgumentException("a branch that carries a value out of an expression is not known");
        }
        while (stack.length() > height) {
            drop();
        }
    }

    /** The first of two values if a condition holds, else the second. */
    void select() {
        popped("i");
        char type = stack.charAt(stack.length() - 1);
        int at = slots[locals.length()];
        out.visitVarInsn(Opcodes.ISTORE, at);
        store(type, at + 1);
        store(type, at + 1 + size(type));
        Label second = new Label();
        Label end = new Label();
        out.visitVarInsn(Opcodes.ILOAD, at);
        out.visitJumpInsn(Opcodes.IFEQ, second);
        load(type, at + 1 + size(type));
        out.visitJumpInsn(Opcodes.GOTO, end);
        out.visitLabel(second);
        load(type, at + 1);
        out.visitLabel(end);
        popped(String.valueOf(type));
    }

    /** Returns from the method. */
    void giveBack(String result) {
        out.visitInsn(
                switch (result) {
                    case "" -> Opcodes.RETURN;
                    case "i" -> Opcodes.IRETURN;
                    case "l" -> Opcodes.LRETURN;
                    case "f" -> Opcodes.FRETURN;
                    default -> Opcodes.DRETURN;
                });
    }

    /** Calls an instruction's method: once, or once for each half of a vector. */
    void call(WasmOpcode opcode, int[] immediates) {
        String name = opcode.name().replace('.', '_');
        boolean vectors = (opcode.operands() + opcode.result()).contains("v");
        popped(opcode.operands());
        String extra = "I".repeat(immediates.length);
        if (!opcode.result().equals("v")) {
            push(immediates);
            String type = "(" + types(opcode.operands()) + extra + ")" + result(opcode.result());
            out.visitMethodInsn(Opcodes.INVOKESTATIC, vectors ? VECTORS : SCALARS, name, type, false);
        } else {
            boolean both = opcode.immediates().contains("x");
            keep(opcode.operands());
            String operands = both
                    ? types(opcode.operands()) + extra + "I"
                    : types(opcode.operands().replace('v', 'l'));
            for (int half = 0; half < 2; half++) {
                kept(opcode.operands(), both ? -1 : half);
                push(immediates);
                if (both) {
                    out.visitLdcInsn(half);
                }
                out.visitMethodInsn(Opcodes.INVOKESTATIC, VECTORS, name, "(" + operands + ")J", false);
            }
        }
        pushed(opcode.result());
    }

    /** Bytes of two vectors, by the numbers in sixteen bytes. */
    void shuffle(long first, long second) {
        popped("vv");
        keep("vv");
        for (long lanes : new long[] {first, second}) {
            kept("vv", -1);
            out.visitLdcInsn(lanes);
            out.visitMethodInsn(Opcodes.INVOKESTATIC, VECTORS, "i8x16_shuffle", "(JJJJJ)J", false);
        }
        pushed("v");
    }

    private void push(int[] immediates) {
        for (int immediate : immediates) {
            out.visitLdcInsn(immediate);
        }
    }

    /** Moves operands from the stack to slots after the locals. */
    private void keep(String operands) {
        int at = slots[locals.length()];
        for (int i = 0; i < operands.length(); i++) {
            at += size(operands.charAt(i));
        }
        for (int i = operands.length() - 1; i >= 0; i--) {
            at -= size(operands.charAt(i));
            store(operands.charAt(i), at);
        }
    }

    /** Puts them back, of vectors only one half, or both where the half is −1. */
    private void kept(String operands, int half) {
        int at = slots[locals.length()];
        for (int i = 0; i < operands.length(); i++) {
            char type = operands.charAt(i);
            if (type == 'v' && half >= 0) {
                out.visitVarInsn(Opcodes.LLOAD, at + 2 * half);
            } else {
                load(type, at);
            }
            at += size(type);
        }
    }

    private void load(char type, int slot) {
        switch (type) {
            case 'i' -> out.visitVarInsn(Opcodes.ILOAD, slot);
            case 'f' -> out.visitVarInsn(Opcodes.FLOAD, slot);
            case 'd' -> out.visitVarInsn(Opcodes.DLOAD, slot);
            case 'l' -> out.visitVarInsn(Opcodes.LLOAD, slot);
            default -> {
                out.visitVarInsn(Opcodes.LLOAD, slot);
                out.visitVarInsn(Opcodes.LLOAD, slot + 2);
            }
        }
    }

    private void store(char type, int slot) {
        switch (type) {
            case 'i' -> out.visitVarInsn(Opcodes.ISTORE, slot);
            case 'f' -> out.visitVarInsn(Opcodes.FSTORE, slot);
            case 'd' -> out.visitVarInsn(Opcodes.DSTORE, slot);
            case 'l' -> out.visitVarInsn(Opcodes.LSTORE, slot);
            default -> {
                out.visitVarInsn(Opcodes.LSTORE, slot + 2);
                out.visitVarInsn(Opcodes.LSTORE, slot);
            }
        }
    }
}
