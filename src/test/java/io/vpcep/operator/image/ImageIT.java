package io.vpcep.operator.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vpcep.operator.CommandLineProcess;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.FolderTree;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The container image, built by Maven on a base image that is made from this JDK: no registry, no
 * root, no Docker.
 */
@Tag("nightly")
@ExtendWith(SharedControlPlane.class)
class ImageIT {

  private static final Path PROJECT = Path.of("").toAbsolutePath();
  private static final Path JAR =
      Path.of(System.getProperty("vpcep.jar", "target/vpcep-operator.jar"));

  /** {@code (Licence) Name (group:artifact:version - URL)}. */
  private static final Pattern LISTED =
      Pattern.compile("(?m)^ +\\(.*\\([^ :]+:([^ :]+):([^ :]+) - \\S+\\)$");

  @TempDir private static Path folder = Path.of("");
  private static ImageBuild images = new ImageBuild(Path.of(""));
  private static Image image = new Image();

  @BeforeAll
  static void build() throws Exception {
    images = ImageBuild.forJar(JAR, folder);
    image = images.image(PROJECT, "first", "--offline", "jib:buildTar");
  }

  @Test
  void holdsOurClassesInALayerApartFromWhatTheyDependOn() {
    assertThat(image.layers())
        .anySatisfy(layer -> assertThat(layer).containsExactly("/app/classpath/vpcep-operator.jar"))
        .anySatisfy(
            layer ->
                assertThat(layer)
                    .hasSizeGreaterThan(50)
                    .allMatch(file -> file.matches("/app/libs/[A-Za-z0-9.-]+\\.jar")));
  }

  @Test
  void holdsNothingButTheProgramAndItsOptions() throws Exception {
    try (Stream<Path> files = Files.walk(image.root().resolve("app"))) {
      assertThat(files.filter(Files::isRegularFile).map(image.root()::relativize))
          .extracting(Path::toString)
          .filteredOn(file -> !file.endsWith(".jar"))
          .containsExactlyInAnyOrder(
              "app/jvm.options",
              "app/start-up.options",
              "app/jib-classpath-file",
              "app/jib-main-class-file");
    }
    assertThat(image.configuration().toString())
        .doesNotContain(PROJECT.toString(), folder.toString(), System.getProperty("user.home"));
  }

  @Test
  void carriesTheLicenceTextsOfTheJar() throws Exception {
    assertThat(LicenceTexts.ofFolder(image.root().resolve("licenses")))
        .isEqualTo(LicenceTexts.ofJar(JAR));
  }

  @Test
  void runsTheOperatorAsNobodyInParticular() {
    assertThat(config("User").asText()).isEqualTo("65532:65532");
    assertThat(config("Entrypoint"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "java",
            "@/app/jvm.options",
            "@/app/start-up.options",
            "-cp",
            "@/app/jib-classpath-file",
            "io.vpcep.operator.Main");
    assertThat(config("Cmd")).extracting(JsonNode::asText).containsExactly("run");
    assertThat(config("Env")).extracting(JsonNode::asText).contains("MALLOC_ARENA_MAX=2");
    assertThat(config("ExposedPorts").has("8080/tcp")).isTrue();
  }

  @Test
  void saysWhatItIs() throws Exception {
    assertThat(config("Labels").get("org.opencontainers.image.version").asText())
        .isEqualTo(built("version"));
    assertThat(config("Labels").get("org.opencontainers.image.licenses").asText())
        .isEqualTo("Apache-2.0");
  }

  @Test
  void takesTheJvmOptionsOfItsFile() throws Exception {
    var command = image.command("version");
    command.add(1, "-XshowSettings:vm");

    var ended = CommandLineProcess.run(folder, command);

    assertThat(image.root().resolve("app/jvm.options"))
        .hasSameTextualContentAs(Path.of("src/main/image/jvm.options"));
    assertThat(ended.errors())
        .containsPattern("Garbage Collector|VM settings")
        .doesNotContainIgnoringCase("warning")
        .doesNotContain("Unrecognized");
  }

  @Test
  void printsItsVersion() throws Exception {
    var ended = CommandLineProcess.run(folder, image.command("version"));

    assertThat(ended.exitCode()).as(ended.errors()).isZero();
    assertThat(ended.output())
        .startsWith("vpcep-operator %s (%s), Java ".formatted(built("version"), built("revision")))
        .hasLineCount(1);
    assertThat(ended.errors()).isEmpty();
  }

  @Test
  void becomesReadyOnARealApiServer(ControlPlane plane) throws Exception {
    var config =
        Files.writeString(
            folder.resolve("config.yaml"),
            "{watch: {namespaces: [image]}, http: {address: 127.0.0.1, port: 0}}");
    var log = folder.resolve("operator.log");
    var process =
        new ProcessBuilder(image.command("run", "--config", config.toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    process.environment().putAll(Map.of("KUBECONFIG", plane.kubeconfig().toString()));

    var operator = process.start();

    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> Files.readString(log).contains("ready "));
      operator.destroy();
      assertThat(operator.waitFor(10, SECONDS)).isTrue();
      assertThat(operator.exitValue()).isIn(0, 143);
    } finally {
      operator.destroyForcibly();
    }
  }

  @Test
  void startsFromACacheThatItsOwnJvmMade() throws Exception {
    var cache = folder.resolve("start-up-cache");
    // A JVM of before Java 20 takes the archive only at the paths where it was made.
    var place = folder.resolve("place");
    StartUpCache.make(Image.unpack(folder.resolve("first.tar"), place), cache);
    FolderTree.delete(place);

    var cached =
        Image.unpack(
            images.tar(PROJECT, "cached", "--offline", "jib:buildTar", "-Dimage.cache=" + cache),
            place);
    var command = cached.command("version");
    command.addAll(1, List.of("-Xshare:on", "-Xlog:class+load:file=" + folder.resolve("loaded")));
    var ended = CommandLineProcess.run(folder, command);

    assertThat(ended.exitCode()).as(ended.errors() + ended.output()).isZero();
    assertThat(folder.resolve("loaded"))
        .content()
        .contains("io.vpcep.operator.Main source: shared objects file");
  }

  @Test
  void isTheSameImageWhenBuiltElsewhereAndLater() throws Exception {
    var elsewhere = folder.resolve("elsewhere");
    for (var part : List.of("pom.xml", "LICENSE", ".mvn", "src/main", "src/emulator")) {
      copy(PROJECT.resolve(part), elsewhere.resolve(part));
    }

    var again =
        images.image(
            elsewhere,
            "again",
            "package",
            "jib:buildTar",
            // offline, Maven makes no bill of materials
            billOfMaterials().isEmpty() ? "--offline" : "--no-transfer-progress",
            // the copy is no repository
            "-Dgit.commit.id.abbrev=" + built("revision"),
            "-Dmaven.test.skip",
            "-Dspotless.check.skip",
            "-Dgate.errorprone=-XepDisableAllChecks",
            "-Dgate.javac=-Xlint:none");

    assertThat(again.layers()).isEqualTo(image.layers());
    assertThat(again.configuration()).isEqualTo(image.configuration());
    assertThat(again.digest()).isEqualTo(image.digest());
  }

  @Test
  void listsEveryLibraryWithItsLicence() throws Exception {
    var list = new String(ours("META-INF/THIRD-PARTY.txt"), UTF_8);

    assertThat(LISTED.matcher(list).results())
        .extracting(line -> line.group(1) + "-" + line.group(2) + ".jar")
        .containsExactlyInAnyOrderElementsOf(libraries());
  }

  @Test
  void namesEveryLibraryInItsBillOfMaterials() throws Exception {
    var named = new ArrayList<String>();
    for (var component : new JsonMapper().readTree(billOfMaterials()).path("components")) {
      assertThat(component.path("licenses")).as(component.path("purl").asText()).isNotEmpty();
      named.add(component.path("name").asText() + "-" + component.path("version").asText());
    }

    assertThat(named)
        .extracting(library -> library + ".jar")
        .containsExactlyInAnyOrderElementsOf(billOfMaterials().isEmpty() ? List.of() : libraries());
  }

  private static List<String> libraries() {
    return image.layers().stream()
        .flatMap(List::stream)
        .filter(file -> file.startsWith("/app/libs/"))
        .map(file -> file.substring("/app/libs/".length()))
        .toList();
  }

  /** Empty where the jar was built offline: then Maven makes none. */
  private static String billOfMaterials() throws IOException {
    return new String(ours("META-INF/sbom/bom.json"), UTF_8);
  }

  /** An entry of our own jar in the image; empty where there is none. */
  private static byte[] ours(String entry) throws IOException {
    try (var jar = new JarFile(image.root().resolve("app/classpath/vpcep-operator.jar").toFile())) {
      var found = jar.getJarEntry(entry);
      return found == null ? new byte[0] : jar.getInputStream(found).readAllBytes();
    }
  }

  private static JsonNode config(String key) {
    return image.configuration().path("config").path(key);
  }

  private static String built(String property) throws IOException {
    var properties = new Properties();
    try (var file = ImageIT.class.getResourceAsStream("/io/vpcep/operator/build.properties")) {
      properties.load(file);
    }
    return properties.getProperty(property);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (var path : paths.filter(Files::isRegularFile).toList()) {
        var copy = to.resolve(from.relativize(path).toString()).normalize();
        Files.createDirectories(copy.getParent());
        Files.copy(path, copy);
      }
    }
  }
}
