package io.vpcep.operator.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs Maven as a user would, with the Maven, the settings and the repository of the build that
 * runs this test. That build fetched all that is needed, so that nothing is asked of a network.
 */
final class MavenBuild {

  private static final long PATIENCE_MINUTES = 5;

  private MavenBuild() {}

  /** Builds in a folder with a pom; what Maven printed is in the error when it fails. */
  static void run(Path folder, List<String> arguments) throws IOException, InterruptedException {
    var command = command();
    command.addAll(arguments);
    var output = Files.createTempFile("maven", ".log");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    var process = builder.start();
    try {
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new AssertionError(command + ":\n" + Files.readString(output));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.delete(output);
    }
  }

  /** What runs Maven quietly, without goals. */
  static List<String> command() {
    var home = given("vpcep.maven.home");
    var settings = given("vpcep.maven.settings");
    var repository = given("vpcep.maven.repository");
    var command = new ArrayList<String>();
    command.add(home == null ? "mvn" : Path.of(home, "bin", "mvn").toString());
    command.addAll(List.of("--batch-mode", "--quiet"));
    if (settings != null && Files.exists(Path.of(settings))) {
      command.addAll(List.of("--settings", settings));
    }
    if (repository != null) {
      command.add("-Dmaven.repo.local=" + repository);
    }
    return command;
  }

  /** Null where the tests are not run by Maven. */
  private static @Nullable String given(String property) {
    var value = System.getProperty(property, "");
    return value.isEmpty() || value.startsWith("$") ? null : value;
  }
}
