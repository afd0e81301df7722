package io.vpcep.operator.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.operator.CommandLineProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The emulator's image, which is made of the same project as the operator's. */
class EmulatorImageIT {

  private static final Path JAR =
      Path.of(System.getProperty("vpcep.emulator.jar", "target/vpcep-emulator.jar"));

  @TempDir private static Path folder = Path.of("");
  private static Image image = new Image();

  @BeforeAll
  static void build() throws Exception {
    image =
        ImageBuild.forJar(JAR, folder)
            .image(Path.of("").toAbsolutePath(), "emulator", "--offline", "jib:buildTar@emulator");
  }

  @Test
  void holdsTheEmulatorAndNothingOfTheOperator() throws Exception {
    try (Stream<Path> files = Files.walk(image.root().resolve("app"))) {
      assertThat(files.filter(Files::isRegularFile).map(image.root()::relativize))
          .extracting(Path::toString)
          .containsExactlyInAnyOrder("app/jvm.options", "app/vpcep-emulator.jar");
    }
    assertThat(image.root().resolve("app/vpcep-emulator.jar")).hasSameBinaryContentAs(JAR);
  }

  @Test
  void carriesTheLicenceTextsOfItsJar() throws Exception {
    assertThat(LicenceTexts.ofFolder(image.root().resolve("licenses")))
        .isEqualTo(LicenceTexts.ofJar(JAR));
  }

  @Test
  void runsTheEmulatorAsNobodyInParticular() {
    assertThat(config("User").asText()).isEqualTo("65532:65532");
    assertThat(config("Entrypoint"))
        .extracting(JsonNode::asText)
        .containsExactly("java", "@/app/jvm.options", "-jar", "/app/vpcep-emulator.jar");
    assertThat(config("Cmd")).isEmpty();
    assertThat(config("ExposedPorts")).hasSize(1);
    assertThat(config("ExposedPorts").has("9080/tcp")).isTrue();
    assertThat(config("Labels").get("org.opencontainers.image.title").asText())
        .isEqualTo("vpcep-emulator");
  }

  @Test
  void printsItsVersion() throws Exception {
    var ended = CommandLineProcess.run(folder, image.command("--version"));

    assertThat(ended.exitCode()).as(ended.errors()).isZero();
    assertThat(ended.output()).startsWith("vpcep-emulator ").hasLineCount(1);
    assertThat(ended.errors()).isEmpty();
  }

  private static JsonNode config(String key) {
    return image.configuration().path("config").path(key);
  }
}
