package lungo.kernel.execution;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites classes before they are loaded: calls that would end the JVM go to {@link Guard}, and, in a cell's own code, so do
 * checks whether to stop, at the start of each method and before each jump backwards. What is woven in takes nothing from
 * the operand stack and leaves nothing on it, so frames and maxima stay as javac computed them.
 */
final class Weaver {
    private static final String GUARD = Guard.class.getName().replace('.', '/');
    private static final byte[] SYSTEM = "java/lang/System".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RUNTIME = "java/lang/Runtime".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EXIT = "exit".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HALT = "halt".getBytes(StandardCharsets.US_ASCII);

    private Weaver() {}

    /** A cell's class with stop checks and without a way to end the JVM. */
    static byte[] cell(byte[] bytes) {
        return weave(bytes, true);
    }

    /** A library's class without a way to end the JVM; the same array where it has none. */
    static byte[] library(byte[] bytes) {
        var mayExit = contains(bytes, SYSTEM) && contains(bytes, EXIT)
                || contains(bytes, RUNTIME) && (contains(bytes, EXIT) || contains(bytes, HALT));
        try {
            return mayExit ? weave(bytes, false) : bytes;
        } catch (IllegalArgumentException e) {
            return bytes; // Compiled for a Java that ASM does not know yet: better unwoven than not at all.
        }
    }

    private static byte[] weave(byte[] bytes, boolean stopChecks) {
        var reader = new ClassReader(bytes);
        var writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        var method = super.visitMethod(access, name, descriptor, signature, exceptions);
                        return new MethodWeaver(method, stopChecks);
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static boolean contains(byte[] bytes, byte[] word) {
        outer:
        for (var i = 0; i <= bytes.length - word.length; i++) {
            for (var j = 0; j < word.length; j++) {
                if (bytes[i + j] != word[j]) {
                    continue outer;
                }
            }
            return true;
        }
        return false;
    }

    private static final class MethodWeaver extends MethodVisitor {
        private final boolean stopChecks;
        private final Set<Label> passed = new HashSet<>();

        MethodWeaver(MethodVisitor method, boolean stopChecks) {
            super(Opcodes.ASM9, method);
            this.stopChecks = stopChecks;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            check();
        }

        @Override
        public void visitLabel(Label label) {
            passed.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            if (passed.contains(label)) {
                check();
            }
            super.visitJumpInsn(opcode, label);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            var exits = isExit(name, descriptor);
            if (exits && owner.equals("java/lang/System")) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "exit", descriptor, false);
            } else if (exits && owner.equals("java/lang/Runtime")) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "exit", "(Ljava/lang/Runtime;I)V", false);
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            var redirected = arguments.clone();
            for (var i = 0; i < redirected.length; i++) {
                if (redirected[i] instanceof Handle handle && isExit(handle.getName(), handle.getDesc())) {
                    redirected[i] = redirected(handle);
                }
            }
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, redirected);
        }

        private static boolean isExit(String name, String descriptor) {
            return descriptor.equals("(I)V") && (name.equals("exit") || name.equals("halt"));
        }

        private static Handle redirected(Handle handle) {
            return switch (handle.getOwner()) {
                case "java/lang/System" -> new Handle(Opcodes.H_INVOKESTATIC, GUARD, "exit", "(I)V", false);
                case "java/lang/Runtime" ->
                    new Handle(Opcodes.H_INVOKESTATIC, GUARD, "exit", "(Ljava/lang/Runtime;I)V", false);
                default -> handle;
            };
        }

        private void check() {
            if (stopChecks) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "check", "()V", false);
            }
        }
    }
}
