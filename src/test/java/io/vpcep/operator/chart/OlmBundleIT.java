package io.vpcep.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The bundle for the Operator Lifecycle Manager. No OLM has installed it. */
@ExtendWith(SharedControlPlane.class)
class OlmBundleIT {

  private static final Path VALIDATOR = Path.of("src/test/go/olm").toAbsolutePath();
  private static final Path MANIFEST =
      OlmBundle.FOLDER.resolve("manifests/vpcep-operator.clusterserviceversion.yaml");

  /** The first build downloads and compiles the libraries of Kubernetes. */
  private static final long PATIENCE_MINUTES = 15;

  @TestFactory
  Stream<DynamicTest> theFilesAreWrittenFromTheChart() throws IOException {
    return WrittenFiles.areUpToDate(OlmBundle.all());
  }

  @Test
  void theApiServerAdmitsTheDeploymentAndTheOtherObjects(ControlPlane plane, @TempDir Path folder)
      throws IOException {
    var namespace = plane.createNamespace("olm");
    var deployment = Files.writeString(folder.resolve("deployment.yaml"), deployment());

    plane.kubectlIn(namespace, "apply", "--dry-run=server", "-f", deployment.toString());
    for (var object : List.of("vpcep-operator-config_configmap", "vpcep-operator_service")) {
      var file = OlmBundle.FOLDER.resolve("manifests/" + object + ".yaml");
      plane.kubectlIn(namespace, "apply", "--dry-run=server", "-f", file.toString());
    }
  }

  /** As OLM makes it of the manifest. */
  private static String deployment() throws IOException {
    var yaml = new YAMLMapper();
    JsonNode installed = yaml.readTree(MANIFEST.toFile()).at("/spec/install/spec/deployments/0");
    return yaml.writeValueAsString(
        Map.of(
            "apiVersion",
            "apps/v1",
            "kind",
            "Deployment",
            "metadata",
            Map.of("name", installed.get("name"), "labels", installed.get("label")),
            "spec",
            installed.get("spec")));
  }

  @Test
  @Tag("nightly")
  void satisfiesTheValidatorsOfOperatorHub(@TempDir Path folder) throws Exception {
    var program = folder.resolve("validate");
    var build = List.of("go", "build", "-trimpath", "-mod=readonly", "-buildvcs=false", "-o");
    run(VALIDATOR, Stream.concat(build.stream(), Stream.of(program.toString(), ".")).toList());

    var bundle = OlmBundle.FOLDER.toAbsolutePath().toString();

    assertThat(run(folder, List.of(program.toString(), bundle))).isEmpty();
  }

  /** Returns what the command printed. */
  private static String run(Path folder, List<String> command) throws Exception {
    var output = Files.createTempFile("output", ".txt");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(Map.of("CGO_ENABLED", "0", "GOWORK", "off"));
    var process = builder.start();
    try {
      assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(output)).isZero();
      return Files.readString(output);
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      Files.delete(output);
    }
  }
}
