package io.vpcep.operator.image;

import io.vpcep.operator.controlplane.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A start-up cache for an image: an archive of class data sharing, made by the JVM in the image
 * itself, which therefore has to run on this machine.
 *
 * <p>A JVM takes an archive only if it was made by the same JVM from the same jars at the same
 * paths; since Java 20, the paths' beginnings may differ, so that what is made in an unpacked image
 * holds in a container. One that it does not take, it leaves aside.
 */
final class StartUpCache {

  private static final String ARCHIVE = "vpcep-operator.jsa";
  private static final String OPTIONS = "start-up.options";

  private StartUpCache() {}

  /** Makes a cache for the image in a file, in a folder. {@code mvn -Pstart-up-cache} does this. */
  public static void main(String[] args) throws Exception {
    var unpacked = Files.createTempDirectory("image-");
    try {
      make(Image.unpack(Path.of(args[0]), unpacked), Path.of(args[1]));
    } finally {
      FolderTree.delete(unpacked);
    }
  }

  /** Makes what the next build of the image adds to it, in a folder. */
  static void make(Image image, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    var command = new ArrayList<>(image.command());
    // Whoever runs the main class of the image's command would run the operator.
    command.remove(command.size() - 1);
    command.addAll(
        1,
        List.of(
            "-Xshare:dump",
            // What is compiled in the background would end at another moment each time.
            "-Xint",
            "-XX:SharedClassListFile=" + ClassList.FILE.toAbsolutePath(),
            "-XX:SharedArchiveFile=" + folder.resolve(ARCHIVE).toAbsolutePath()));
    command.addAll(0, withoutRandomAddresses());
    var log = Files.createTempFile("start-up-cache", ".log");
    var dump =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (dump.waitFor() != 0) {
      throw new IOException(command + ":\n" + Files.readString(log));
    }
    Files.delete(log);
    Files.writeString(folder.resolve(OPTIONS), "-XX:SharedArchiveFile=/app/" + ARCHIVE + "\n");
  }

  /**
   * What runs a command at fixed addresses. The archive contains some, and is the same each time
   * only with these. Nothing where this is not allowed, as in some containers: such an archive
   * works too.
   */
  private static List<String> withoutRandomAddresses() throws InterruptedException {
    var prefix = List.of("setarch", "--addr-no-randomize");
    var trial = new ArrayList<>(prefix);
    trial.add("true");
    try {
      return new ProcessBuilder(trial).start().waitFor() == 0 ? prefix : List.of();
    } catch (IOException notThere) {
      return List.of();
    }
  }
}
