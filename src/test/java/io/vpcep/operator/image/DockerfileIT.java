package io.vpcep.operator.image;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vpcep.operator.CommandLineProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be said of the Dockerfile without Docker: its Java commands do on this machine. */
class DockerfileIT {

  private static final Pattern BASE =
      Pattern.compile("gcr\\.io/distroless/\\S+@sha256:\\p{XDigit}+");
  private static final Path JAR =
      Path.of(System.getProperty("vpcep.jar", "target/vpcep-operator.jar"));

  private static final Path EMULATOR =
      Path.of(System.getProperty("vpcep.emulator.jar", "target/vpcep-emulator.jar"));

  private final String dockerfile;
  private final Path app;

  DockerfileIT(@TempDir Path folder) throws IOException {
    this.dockerfile = Files.readString(Path.of("Dockerfile"));
    this.app = Files.createDirectory(folder.resolve("app"));
    Files.copy(JAR, app.resolve("vpcep-operator.jar"));
    Files.copy(ClassList.FILE, app.resolve("classes.lst"));
    Files.copy(Path.of("src/main/image/jvm.options"), app.resolve("jvm.options"));
  }

  @Test
  void itsEntryPointStartsFromTheArchiveThatItMakes() throws Exception {
    var dump = CommandLineProcess.run(app, command("FROM base AS cache", "RUN"));
    assertThat(dump.exitCode()).as(dump.output() + dump.errors()).isZero();

    var entryPoint = command("FROM base\n", "ENTRYPOINT");
    entryPoint.addAll(1, List.of("-Xshare:on", "-Xlog:class+load:file=" + app.resolve("loaded")));
    entryPoint.add("version");
    var started = CommandLineProcess.run(app, entryPoint);

    assertThat(started.exitCode()).as(started.output() + started.errors()).isZero();
    assertThat(started.output()).startsWith("vpcep-operator ").hasLineCount(1);
    assertThat(started.errors()).isEmpty();
    assertThat(app.resolve("loaded"))
        .content()
        .contains("io.vpcep.operator.Main source: shared objects file");
  }

  @Test
  void theEmulatorsEntryPointStartsIt() throws Exception {
    Files.copy(EMULATOR, app.resolve("vpcep-emulator.jar"));
    Files.copy(
        Path.of("src/emulator/image/jvm.options"), app.resolve("jvm.options"), REPLACE_EXISTING);

    var entryPoint = command("FROM base AS emulator", "ENTRYPOINT");
    entryPoint.add("--version");
    var started = CommandLineProcess.run(app, entryPoint);

    assertThat(started.exitCode()).as(started.output() + started.errors()).isZero();
    assertThat(started.output()).startsWith("vpcep-emulator ").hasLineCount(1);
    assertThat(started.errors()).isEmpty();
  }

  @Test
  void standsOnTheSameBaseAsTheImageThatMavenMakes() throws Exception {
    var ofMaven = BASE.matcher(Files.readString(Path.of("pom.xml")));

    assertThat(ofMaven.find()).isTrue();
    assertThat(dockerfile).contains("FROM " + ofMaven.group() + " AS base");
  }

  @Test
  void runsAsTheSameUserInTheSameEnvironment() {
    assertThat(dockerfile)
        .endsWith("CMD [\"run\"]\n")
        .containsSubsequence("FROM base\n", "ENV MALLOC_ARENA_MAX=2\n", "USER 65532:65532\n");
  }

  @Test
  void carriesTheLicenceTextsInBothImages() throws IOException {
    assertThat(dockerfile)
        .containsSubsequence(
            "COPY pom.xml LICENSE ./\n",
            "FROM base AS emulator\n",
            "COPY --from=build /source/LICENSE /source/target/emulator-classes/META-INF/licenses"
                + " /licenses/\n",
            "FROM base\n",
            "COPY --from=build /source/LICENSE /source/target/classes/META-INF/licenses"
                + " /licenses/\n");
    assertThat(Path.of(".dockerignore")).content().contains("!LICENSE\n");
  }

  /** An instruction of a stage, in its form without a shell, with this machine's Java and paths. */
  private List<String> command(String stage, String instruction) throws IOException {
    var line =
        Pattern.compile("(?m)^" + instruction + " (\\[.*])$")
            .matcher(dockerfile.substring(dockerfile.indexOf(stage)));
    assertThat(line.find()).as(instruction).isTrue();
    var parts =
        new JsonMapper().readValue(line.group(1).replace("/app/", app + "/"), String[].class);
    var command = new ArrayList<>(Arrays.asList(parts));
    command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    return command;
  }
}
