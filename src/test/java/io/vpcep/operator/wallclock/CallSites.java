package io.vpcep.operator.wallclock;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Leads every call of {@code System.currentTimeMillis()}, every reference to that method, and every
 * call of {@code VM.getNanoTimeAdjustment} (what {@code Instant.now()} is made of) through {@link
 * WallClock}. {@code System.nanoTime} is left alone, and with it all that waits for a span of time.
 */
final class CallSites implements ClassFileTransformer {

  private static final int API = Opcodes.ASM9;
  private static final String MILLIS = "currentTimeMillis";
  private static final String NANOS = "getNanoTimeAdjustment";
  private static final String SYSTEM = "java/lang/System";
  private static final String VM = "jdk/internal/misc/VM";
  private static final String TO_LONG = "(J)J";
  private static final String OURS = Type.getInternalName(WallClock.class);

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    return OURS.equals(name) || !mentionsTheClock(bytes) ? null : rewritten(bytes);
  }

  private static boolean mentionsTheClock(byte[] bytes) {
    var text = new String(bytes, ISO_8859_1);
    return text.contains(MILLIS) || text.contains(NANOS);
  }

  /** The JVM takes a class that cannot be rewritten as it is, and says nothing: so this does. */
  @SuppressWarnings("SystemOut")
  private static byte @Nullable [] rewritten(byte[] bytes) {
    try {
      var reader = new ClassReader(bytes);
      var writer = new ClassWriter(reader, 0);
      reader.accept(new Rewriter(writer), 0);
      return writer.toByteArray();
    } catch (RuntimeException e) {
      System.err.println("a class keeps the true wall clock: " + e);
      return null;
    }
  }

  /** Looks for the calls in all methods of a class. */
  static final class Rewriter extends ClassVisitor {

    Rewriter(ClassVisitor next) {
      super(API, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return new Body(super.visitMethod(access, name, descriptor, signature, exceptions));
    }
  }

  /** Shifts what the calls of a method return: the stack needs no more room than before. */
  static final class Body extends MethodVisitor {

    Body(MethodVisitor next) {
      super(API, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      if (owner.equals(SYSTEM) && name.equals(MILLIS)) {
        shift("shiftMillis");
      } else if (owner.equals(VM) && name.equals(NANOS)) {
        shift("shiftNanos");
      }
    }

    private void shift(String method) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, OURS, method, TO_LONG, false);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      var shifted = arguments.clone();
      for (int i = 0; i < shifted.length; i++) {
        if (shifted[i] instanceof Handle handle && isMillis(handle)) {
          shifted[i] = new Handle(Opcodes.H_INVOKESTATIC, OURS, MILLIS, handle.getDesc(), false);
        }
      }
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, shifted);
    }

    private static boolean isMillis(Handle handle) {
      return handle.getOwner().equals(SYSTEM) && handle.getName().equals(MILLIS);
    }
  }
}
