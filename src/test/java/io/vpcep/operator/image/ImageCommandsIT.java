package io.vpcep.operator.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vpcep.operator.documentation.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of docs/install.md that build an image for a registry or a cluster without one. They
 * are typed as they stand, but for the registry, the base image, the platform of this machine, and
 * {@code package -DskipTests}, which the build that runs this test has done.
 */
@Tag("nightly")
class ImageCommandsIT {

  private static final Pattern COMMAND =
      Pattern.compile("(?m)^mvn package -DskipTests (jib:build\\S* -Dimage\\.registry=.*)$");
  private static final Path JAR =
      Path.of(System.getProperty("vpcep.jar", "target/vpcep-operator.jar"));

  @TempDir private static Path folder = Path.of("");

  @BeforeAll
  static void makeBase() throws Exception {
    ImageBuild.forJar(JAR, folder);
  }

  /** The goal and the options of the commands for a registry. */
  private static List<String> commands(String registry) {
    var page = Page.read("docs/install.md").text();
    page = page.substring(0, page.indexOf("\n## With Helm"));
    return COMMAND
        .matcher(page)
        .results()
        .map(command -> command.group(1))
        .filter(command -> command.contains("-Dimage.registry=" + registry))
        .toList();
  }

  private static void type(String command, String registry) throws Exception {
    var arguments =
        new ArrayList<>(List.of(command.replace("registry.example.com", registry).split(" ", -1)));
    arguments.removeIf(argument -> argument.startsWith("-Djib.from.platforms="));
    arguments.addAll(
        List.of(
            // Jib does not push offline, not even to this machine
            command.startsWith("jib:buildTar") ? "--offline" : "--no-transfer-progress",
            "-Djib.from.image=tar://" + folder.resolve("base.tar"),
            "-Djib.from.platforms=linux/" + BaseImage.ARCHITECTURE,
            "-Djib.baseImageCache=" + folder.resolve("cache"),
            "-Djib.allowInsecureRegistries=true"));
    MavenBuild.run(Path.of("").toAbsolutePath(), arguments);
  }

  @Test
  void pushToARegistry() throws Exception {
    try (var registry = ImageRegistry.start()) {
      for (var command : commands("registry.example.com")) {
        type(command, registry.host());
      }

      assertThat(registry.images())
          .containsExactlyInAnyOrder("vpcep-operator:" + version(), "vpcep-emulator:" + version());
    }
  }

  @Test
  void writeFilesThatAClusterCanLoad() throws Exception {
    for (var command : commands("localhost")) {
      type(command, "");
    }

    assertThat(tags("jib-image.tar")).contains("localhost/vpcep-operator:" + version());
    assertThat(tags("jib-image-emulator.tar")).contains("localhost/vpcep-emulator:" + version());
  }

  /** The names of the image in a file in the build's folder. */
  private static String tags(String file) throws IOException {
    try (var tar = new TarArchiveInputStream(Files.newInputStream(JAR.resolveSibling(file)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.getName().equals("manifest.json")) {
          return new JsonMapper().readTree(tar.readAllBytes()).findPath("RepoTags").toString();
        }
      }
    }
    throw new AssertionError(file + " is no image");
  }

  private static String version() throws IOException {
    var properties = new Properties();
    try (var file =
        ImageCommandsIT.class.getResourceAsStream("/io/vpcep/operator/build.properties")) {
      properties.load(file);
    }
    return properties.getProperty("version");
  }
}
