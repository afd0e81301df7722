package io.vpcep.operator.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.vpcep.operator.controlplane.CommandResult;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the API server accepts and refuses, by example. An {@code invalid-*} file begins with the
 * refusal that a user has to read.
 */
@ExtendWith(SharedControlPlane.class)
class CustomResourceValidationIT {

  private static final Path MANIFESTS = Path.of("src", "test", "resources", "manifests");
  private static final Path SAMPLES = Path.of("deploy", "samples");
  private static final String REFUSED = "# refused: ";

  private final ControlPlane plane;
  private final String namespace;

  CustomResourceValidationIT(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.namespace = client.getNamespace();
  }

  static List<Path> valid() throws IOException {
    return filesOf(MANIFESTS, "valid-*.yaml");
  }

  static List<Path> invalid() throws IOException {
    return filesOf(MANIFESTS, "invalid-*.yaml");
  }

  static List<Path> samples() throws IOException {
    return filesOf(SAMPLES, "*.yaml");
  }

  @ParameterizedTest
  @MethodSource({"valid", "samples"})
  void isAccepted(Path file) {
    assertThat(apply(file).errors()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void isRefusedWithItsSentence(Path file) throws IOException {
    var refusal = Files.readString(file).lines().findFirst().orElseThrow();
    assertThat(refusal).startsWith(REFUSED);

    var result = apply(file);

    assertThat(result.succeeded()).isFalse();
    assertThat(result.errors()).contains(refusal.substring(REFUSED.length()));
  }

  @Test
  void everyFileIsOfOneOfTheTwoSorts() throws IOException {
    assertThat(filesOf(MANIFESTS, "*"))
        .hasSize(valid().size() + invalid().size())
        .hasSizeGreaterThan(80);
  }

  private CommandResult apply(Path file) {
    return plane.tryKubectl("-n", namespace, "apply", "--dry-run=server", "-f", file.toString());
  }

  private static List<Path> filesOf(Path folder, String pattern) throws IOException {
    var files = new ArrayList<Path>();
    try (var found = Files.newDirectoryStream(folder, pattern)) {
      found.forEach(files::add);
    }
    files.sort(null);
    return files;
  }
}
