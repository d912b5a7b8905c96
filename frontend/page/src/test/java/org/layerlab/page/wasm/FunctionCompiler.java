package org.layerlab.page.wasm;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** One function of a module becomes a static method {@code fNUMBER}; a vector is two longs, in locals and on the stack. */
final class FunctionCompiler {
    /** The class with the functions. */
    static final String COMPILED = "org/layerlab/page/wasm/Compiled";

    private static final Map<String, Integer> NATIVE = Map.ofEntries(
            Map.entry("i32.add", Opcodes.IADD),
            Map.entry("i32.sub", Opcodes.ISUB),
            Map.entry("i32.mul", Opcodes.IMUL),
            Map.entry("i32.and", Opcodes.IAND),
            Map.entry("i32.or", Opcodes.IOR),
            Map.entry("i32.xor", Opcodes.IXOR),
            Map.entry("i32.shl", Opcodes.ISHL),
            Map.entry("i32.shr_s", Opcodes.ISHR),
            Map.entry("i32.shr_u", Opcodes.IUSHR),
            Map.entry("i64.mul", Opcodes.LMUL),
            Map.entry("f32.add", Opcodes.FADD),
            Map.entry("f32.sub", Opcodes.FSUB),
            Map.entry("f32.mul", Opcodes.FMUL),
            Map.entry("f32.div", Opcodes.FDIV),
            Map.entry("f64.add", Opcodes.DADD),
            Map.entry("f64.sub", Opcodes.DSUB),
            Map.entry("f64.mul", Opcodes.DMUL),
            Map.entry("f64.div", Opcodes.DDIV),
            Map.entry("f64.neg", Opcodes.DNEG),
            Map.entry("i64.extend_i32_s", Opcodes.I2L),
            Map.entry("f32.convert_i32_s", Opcodes.I2F),
            Map.entry("f32.demote_f64", Opcodes.D2F),
            Map.entry("f64.convert_i32_s", Opcodes.I2D),
            Map.entry("f64.promote_f32", Opcodes.F2D));

    /**
     * A block that is being written.
     *
     * @param target where a branch to it goes
     * @param orElse where an {@code if} goes that does not hold, until its {@code else} has come
     * @param height of the stack outside
     * @param result a letter, or empty
     */
    private record Frame(Label target, @Nullable Label orElse, boolean loop, int height, String result) {
        String carried() {
            return loop ? "" : result;
        }
    }

    private final WasmModule module;
    private final WasmModule.Function function;
    private final ByteBuffer code;
    private final MethodVisitor out;
    private final JvmValues values;
    private final Deque<Frame> frames = new ArrayDeque<>();

    /** Blocks that began where nothing arrives any more, or −1 where something does. */
    private int dead = -1;

    FunctionCompiler(WasmModule module, int number, ClassWriter writer) {
        this.module = module;
        function = module.functions().get(number);
        code = function.code();
        out = writer.visitMethod(
                Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "f" + number, descriptor(function), null, null);
        values = new JvmValues(out, function.parameters(), function.locals());
    }

    void compile() {
        out.visitCode();
        values.clearLocals();
        frames.push(new Frame(new Label(), null, false, 0, function.result()));
        while (!frames.isEmpty()) {
            int number = code.get() & 0xff;
            if (dead >= 0) {
                skip(number);
            } else if (number <= 0x11) {
                control(number);
            } else {
                plain(number);
            }
        }
        values.giveBack(function.result());
        out.visitMaxs(0, 0);
        out.visitEnd();
    }

    private static String descriptor(WasmModule.Function function) {
        return "(" + JvmValues.types(function.parameters()) + ")" + JvmValues.result(function.result());
    }

    private void control(int number) {
        switch (number) {
            case 0x00 -> {
                out.visitInsn(Opcodes.ACONST_NULL);
                out.visitInsn(Opcodes.ATHROW);
                dead = 0;
            }
            case 0x02 -> frames.push(frame(new Label(), null, false));
            case 0x03 -> {
                Frame loop = frame(new Label(), null, true);
                out.visitLabel(loop.target());
                frames.push(loop);
            }
            case 0x04 -> {
                values.popped("i");
                Label orElse = new Label();
                out.visitJumpInsn(Opcodes.IFEQ, orElse);
                frames.push(frame(new Label(), orElse, false));
            }
            case 0x05 -> orElse();
            case 0x0b -> end();
            case 0x0c -> {
                branch(WasmModule.unsigned(code));
                dead = 0;
            }
            case 0x0d -> branchIf(WasmModule.unsigned(code));
            case 0x0e -> branchTable();
            case 0x0f -> {
                values.giveBack(function.result());
                dead = 0;
            }
            case 0x10 -> {
                int callee = WasmModule.unsigned(code);
                WasmModule.Function called = module.functions().get(callee);
                values.popped(called.parameters());
                out.visitMethodInsn(Opcodes.INVOKESTATIC, COMPILED, "f" + callee, descriptor(called), false);
                values.pushed(called.result());
            }
            default -> throw new IllegalArgumentException("control instruction " + number + " is not known");
        }
    }

    private Frame frame(Label target, @Nullable Label orElse, boolean loop) {
        int type = code.get();
        String result = type == 0x40 ? "" : String.valueOf(WasmOpcode.letter(type));
        return new Frame(target, orElse, loop, values.height(), result);
    }

    private void orElse() {
        Frame then = frames.pop();
        if (then.orElse() == null) {
            throw new IllegalArgumentException("else without if");
        }
        if (dead < 0) {
            out.visitJumpInsn(Opcodes.GOTO, then.target());
        }
        dead = -1;
        out.visitLabel(then.orElse());
        values.fallTo(then.height());
        frames.push(new Frame(then.target(), null, false, then.height(), then.result()));
    }

    private void end() {
        Frame frame = frames.pop();
        if (frame.orElse() != null) {
            out.visitLabel(frame.orElse());
        }
        if (!frame.loop()) {
            out.visitLabel(frame.target());
        }
        dead = -1;
        values.fallTo(frame.height());
        values.pushed(frame.result());
    }

    /** Passes over what nothing arrives at, up to the end of its block. */
    private void skip(int number) {
        switch (number) {
            case 0x02, 0x03, 0x04 -> {
                code.get();
                dead++;
            }
            case 0x05 -> {
                if (dead == 0) {
                    orElse();
                }
            }
            case 0x0b -> {
                if (dead == 0) {
                    end();
                } else {
                    dead--;
                }
            }
            case 0x0c, 0x0d, 0x10, 0x20, 0x21, 0x22 -> WasmModule.unsigned(code);
            case 0x41, 0x42 -> WasmModule.signed(code);
            case 0x0f, 0x00 -> {}
            default -> immediates(opcode(number));
        }
    }

    private Frame target(int depth) {
        return frames.stream().skip(depth).findFirst().orElseThrow();
    }

    private void branch(int depth) {
        Frame target = target(depth);
        values.dropTo(target.height(), target.carried());
        out.visitJumpInsn(Opcodes.GOTO, target.target());
    }

    private void branchIf(int depth) {
        values.popped("i");
        Frame target = target(depth);
        if (values.height() == target.height() + target.carried().length()) {
            out.visitJumpInsn(Opcodes.IFNE, target.target());
            return;
        }
        throw new IllegalArgumentException("br_if out of an expression is not known");
    }

    private void branchTable() {
        values.popped("i");
        Label[] labels = new Label[WasmModule.unsigned(code)];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = target(WasmModule.unsigned(code)).target();
        }
        Label other = target(WasmModule.unsigned(code)).target();
        out.visitTableSwitchInsn(0, labels.length - 1, other, labels);
        dead = 0;
    }

    private WasmOpcode opcode(int number) {
        return number < 0xfc ? WasmOpcode.of(0, number) : WasmOpcode.of(number, WasmModule.unsigned(code));
    }

    private void plain(int number) {
        switch (number) {
            case 0x1a -> values.drop();
            case 0x1b -> values.select();
            case 0x20 -> values.get(WasmModule.unsigned(code));
            case 0x21 -> values.set(WasmModule.unsigned(code));
            case 0x22 -> {
                int local = WasmModule.unsigned(code);
                values.set(local);
                values.get(local);
            }
            case 0x41 -> values.constant((int) WasmModule.signed(code), 'i');
            case 0x42 -> values.constant(WasmModule.signed(code), 'l');
            case 0x43 -> values.constant(code.getFloat(), 'f');
            case 0x44 -> values.constant(code.getDouble(), 'd');
            case 0xfd -> vector(WasmModule.unsigned(code));
            default -> operation(opcode(number));
        }
    }

    private void vector(int number) {
        if (number == 0x0c) {
            values.constant(code.getLong(), 'l');
            values.constant(code.getLong(), 'l');
            values.popped("ll");
            values.pushed("v");
        } else if (number == 0x0d) {
            values.shuffle(code.getLong(), code.getLong());
        } else {
            operation(WasmOpcode.of(0xfd, number));
        }
    }

    private void operation(WasmOpcode opcode) {
        Integer simple = NATIVE.get(opcode.name());
        if (simple != null) {
            values.popped(opcode.operands());
            out.visitInsn(simple);
            values.pushed(opcode.result());
        } else {
            values.call(opcode, immediates(opcode));
        }
    }

    /** Offset and lane, whichever there are. */
    private int[] immediates(WasmOpcode opcode) {
        int[] found = new int[2];
        int count = 0;
        for (int i = 0; i < opcode.immediates().length(); i++) {
            switch (opcode.immediates().charAt(i)) {
                case 'm' -> {
                    WasmModule.unsigned(code);
                    found[count++] = WasmModule.unsigned(code);
                }
                case 'n' -> found[count++] = code.get();
                case '0' -> code.get();
                default -> {}
            }
        }
        return Arrays.copyOf(found, count);
    }
}
