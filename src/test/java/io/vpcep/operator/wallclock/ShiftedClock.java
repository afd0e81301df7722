package io.vpcep.operator.wallclock;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.objectweb.asm.ClassReader;

/**
 * Sets the wall clock of Java processes that were started with {@link #jvmOption}, whenever a test
 * likes; the test itself and everybody else keep the true time. It makes the jar of an agent from
 * the compiled classes of this package, and each process that is started with it connects to this
 * object's port on loopback, where it is told the offset. In the process all wall time is shifted:
 * {@code System.currentTimeMillis()}, {@code Instant.now()}, {@code new Date()}, and so {@code
 * java.util.Timer} too. {@code System.nanoTime()} and waits for a span of time are not, as with the
 * clock of a real machine; {@code LockSupport.parkUntil} alone, which the JVM compares with the
 * kernel's clock, follows the true time.
 */
public final class ShiftedClock implements AutoCloseable {

  /** In milliseconds. */
  private static final int PATIENCE = 10_000;

  private static final List<Class<?>> AGENT =
      List.of(
          WallClock.class,
          WallClockAgent.class,
          CallSites.class,
          CallSites.Rewriter.class,
          CallSites.Body.class);

  private final Path jar;
  private final ServerSocket listener;
  private final List<Socket> processes = new ArrayList<>();
  private Duration offset = Duration.ZERO;

  private ShiftedClock(Path jar, ServerSocket listener) {
    this.jar = jar;
    this.listener = listener;
  }

  /** Makes the agent's jar in the folder, and waits for processes; the clock is right so far. */
  public static ShiftedClock open(Path folder) throws IOException {
    var jar = folder.resolve("wall-clock.jar");
    write(jar);
    var clock = new ShiftedClock(jar, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    var thread = new Thread(clock::accept, "shifted-clock");
    thread.setDaemon(true);
    thread.start();
    return clock;
  }

  private static void write(Path jar) throws IOException {
    var manifest = new Manifest();
    var attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", WallClockAgent.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    attributes.putValue("Boot-Class-Path", jar.toUri().getRawPath() + " " + asm());
    try (var stream = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (var type : AGENT) {
        var name = type.getName().replace('.', '/') + ".class";
        stream.putNextEntry(new JarEntry(name));
        try (var bytes = ClassLoader.getSystemResourceAsStream(name)) {
          bytes.transferTo(stream);
        }
      }
    }
  }

  private static String asm() {
    try {
      var location = ClassReader.class.getProtectionDomain().getCodeSource().getLocation();
      return location.toURI().getRawPath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a process has to be started with for its clock to be set here. */
  public String jvmOption() {
    return "-javaagent:" + jar + "=" + listener.getLocalPort();
  }

  /**
   * Sets the clock in all processes, those to come too; returns when those that run have it.
   *
   * @param ahead of the true time; negative for back
   */
  public synchronized void set(Duration ahead) {
    offset = ahead;
    processes.removeIf(process -> !isTold(process));
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        welcome(listener.accept());
      } catch (IOException e) {
        // Closed: no process will come any more.
      }
    }
  }

  private synchronized void welcome(Socket process) throws IOException {
    process.setSoTimeout(PATIENCE);
    if (isTold(process)) {
      processes.add(process);
    }
  }

  /** False if the process has ended, or hangs. */
  private boolean isTold(Socket process) {
    try {
      new DataOutputStream(process.getOutputStream()).writeLong(offset.toMillis());
      new DataInputStream(process.getInputStream()).readLong();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public synchronized void close() {
    try {
      listener.close();
      for (var process : processes) {
        process.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
