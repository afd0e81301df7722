package io.vpcep.operator.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vpcep.operator.CommandLineProcess;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.Helm;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A release, built by {@code src/release/build} from a tag of a copy of the sources. The base
 * images are made from this JDK, also that for the architecture that this machine does not have.
 */
@Tag("nightly")
@ExtendWith(SharedControlPlane.class)
class ReleaseIT {

  private static final String VERSION = "9.8.7";
  private static final String REGISTRY = "registry.example.com/team";
  private static final String OTHER = BaseImage.ARCHITECTURE.equals("amd64") ? "arm64" : "amd64";
  private static final Path JAR =
      Path.of(System.getProperty("vpcep.jar", "target/vpcep-operator.jar"));

  /** Checked already by the build that runs this test. */
  private static final String UNCHECKED =
      " -Dspotless.check.skip -Dgate.errorprone=-XepDisableAllChecks -Dgate.javac=-Xlint:none";

  @TempDir private static Path folder = Path.of("");
  private static Path dist = Path.of("");
  private static Path again = Path.of("");

  @BeforeAll
  static void build(ControlPlane plane) throws Exception {
    assumeTrue(hasBillOfMaterials(), "Maven is offline, and makes no bill of materials");
    var runtime = folder.resolve("java");
    JavaRuntime.forJar(JAR, runtime);
    for (var architecture : List.of("amd64", "arm64")) {
      BaseImage.write(runtime, folder.resolve("base-" + architecture + ".tar"), architecture);
    }
    dist = release(plane, folder.resolve("first"), BaseImage.ARCHITECTURE + " " + OTHER);
    again = release(plane, folder.resolve("second"), BaseImage.ARCHITECTURE);
  }

  private static boolean hasBillOfMaterials() throws IOException {
    try (var jar = new JarFile(JAR.toFile())) {
      return jar.getEntry("META-INF/sbom/bom.json") != null;
    }
  }

  /** Returns the folder with the release. */
  private static Path release(ControlPlane plane, Path copy, String architectures)
      throws Exception {
    var sources = SourceCopy.of(Path.of("").toAbsolutePath(), copy);
    sources.addToChangelog(VERSION + " - 2027-01-31", "The only change.");
    sources.commit();
    sources.tag("v" + VERSION);
    var environment = new HashMap<String, String>();
    environment.put("MAVEN", String.join(" ", MavenBuild.command()) + UNCHECKED);
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("REGISTRY", REGISTRY);
    environment.put("ARCHITECTURES", architectures);
    environment.put("BASE_IMAGE", "tar://" + folder + "/base-{arch}.tar");
    environment.put(
        "PATH",
        plane.kubectlProgram().getParent()
            + ":"
            + Helm.find().program().getParent()
            + ":"
            + System.getenv("PATH"));
    var ended = sources.build(environment);
    assertThat(ended.exitCode()).as(ended.output() + ended.errors()).isZero();
    return copy.resolve("dist");
  }

  @Test
  void hasAllFilesAndTheirChecksums() throws Exception {
    assertThat(names(dist))
        .containsExactlyInAnyOrder(
            "CHANGES.md",
            "SHA256SUMS",
            "vpcep-emulator-9.8.7-linux-amd64.tar",
            "vpcep-emulator-9.8.7-linux-arm64.tar",
            "vpcep-emulator-9.8.7.jar",
            "vpcep-operator-9.8.7-crds.yaml",
            "vpcep-operator-9.8.7-licenses.tar.gz",
            "vpcep-operator-9.8.7-linux-amd64.tar",
            "vpcep-operator-9.8.7-linux-arm64.tar",
            "vpcep-operator-9.8.7-olm.tar.gz",
            "vpcep-operator-9.8.7.cdx.json",
            "vpcep-operator-9.8.7.jar",
            "vpcep-operator-9.8.7.tgz",
            "vpcep-operator-9.8.7.yaml");
    assertThat(checksums(dist).keySet())
        .containsAll(names(dist).filter(name -> !name.equals("SHA256SUMS")).toList());
    for (var sum : checksums(dist).entrySet()) {
      assertThat(sha256(dist.resolve(sum.getKey()))).as(sum.getKey()).isEqualTo(sum.getValue());
    }
    assertThat(dist.resolve("CHANGES.md")).hasContent("- The only change.\n");
  }

  @Test
  void isTheSameWhenBuiltElsewhereAndLaterButForTheStartUpCache() throws Exception {
    var withCache = "vpcep-operator-9.8.7-linux-" + BaseImage.ARCHITECTURE + ".tar";
    var sums = checksums(dist);
    sums.keySet().removeIf(file -> file.contains(OTHER) || file.equals(withCache));
    var others = checksums(again);
    assertThat(others.remove(withCache)).isNotNull();

    assertThat(others).isEqualTo(sums);
  }

  @Test
  void theJarKnowsItsVersion() throws Exception {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            dist.resolve("vpcep-operator-9.8.7.jar").toString(),
            "version");

    assertThat(CommandLineProcess.run(folder, command).output())
        .startsWith("vpcep-operator " + VERSION + " ");
  }

  @Test
  void theImagesAreForTheirArchitecturesAndThoseOfThisOneStartFromACache() throws Exception {
    var here = image(BaseImage.ARCHITECTURE);
    var other = image(OTHER);

    assertThat(here.configuration().path("architecture").asText())
        .isEqualTo(BaseImage.ARCHITECTURE);
    assertThat(other.configuration().path("architecture").asText()).isEqualTo(OTHER);
    assertThat(here.root().resolve("app/vpcep-operator.jsa")).isNotEmptyFile();
    assertThat(other.root().resolve("app/vpcep-operator.jsa")).doesNotExist();
    assertThat(here.configuration().at("/config/Labels/org.opencontainers.image.version").asText())
        .isEqualTo(VERSION);
  }

  private static Image image(String architecture) throws IOException {
    var archive = dist.resolve("vpcep-operator-9.8.7-linux-" + architecture + ".tar");
    return Image.unpack(archive, folder.resolve("image-" + architecture));
  }

  @Test
  void theChartInstallsTheImagesOfTheRelease(ControlPlane plane) {
    var chart = dist.resolve("vpcep-operator-9.8.7.tgz").toString();
    var rendered =
        Helm.find()
            .on(plane)
            .run(List.of("template", "x", chart, "--set", "emulator.enabled=true"));

    assertThat(rendered)
        .contains("image: " + REGISTRY + "/vpcep-operator:" + VERSION + "\n")
        .contains("image: " + REGISTRY + "/vpcep-emulator:" + VERSION + "\n")
        .doesNotContain("SNAPSHOT");
  }

  @Test
  void theManifestsAreForTheImageOfTheReleaseAndAreAdmitted(ControlPlane plane) throws Exception {
    var manifests = dist.resolve("vpcep-operator-9.8.7.yaml");

    assertThat(Files.readString(manifests))
        .contains("image: " + REGISTRY + "/vpcep-operator:" + VERSION + "\n")
        .doesNotContain("SNAPSHOT");
    plane.kubectl("apply", "--dry-run=client", "-f", manifests.toString());
    plane.kubectl(
        "apply",
        "--dry-run=server",
        "-f",
        dist.resolve("vpcep-operator-9.8.7-crds.yaml").toString());
  }

  @Test
  void theBillOfMaterialsIsThatOfTheVersion() throws Exception {
    var bill = new JsonMapper().readTree(dist.resolve("vpcep-operator-9.8.7.cdx.json").toFile());

    assertThat(bill.at("/metadata/component/version").asText()).isEqualTo(VERSION);
    assertThat(bill.path("components")).isNotEmpty();
  }

  private static Stream<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }

  private static Map<String, String> checksums(Path folder) throws IOException {
    var sums = new HashMap<String, String>();
    for (var line : Files.readAllLines(folder.resolve("SHA256SUMS"), UTF_8)) {
      var parts = line.split(" [ *]", 2);
      sums.put(parts[1], parts[0]);
    }
    return sums;
  }

  private static String sha256(Path file) throws IOException {
    return HexFormat.of().formatHex(BaseImage.sha256().digest(Files.readAllBytes(file)));
  }
}
