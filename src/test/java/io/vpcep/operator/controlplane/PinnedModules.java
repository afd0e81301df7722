package io.vpcep.operator.controlplane;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Go modules that the control plane is built from.
 *
 * @param folder holds the modules {@code etcd} and {@code kubernetes}
 * @param kubernetesVersion for example 1.35.4
 * @param goVersion the oldest Go that builds them
 */
record PinnedModules(Path folder, String kubernetesVersion, String goVersion) {

  private static final Pattern KUBERNETES = Pattern.compile("(?m)^\\s*k8s.io/kubernetes v(\\S+)");
  private static final Pattern GO = Pattern.compile("(?m)^go (\\S+)");
  private static final List<String> FILES =
      List.of(
          "etcd/go.mod", "etcd/go.sum", "etcd/main.go", "kubernetes/go.mod", "kubernetes/go.sum");

  static PinnedModules in(Path folder) throws IOException {
    String kubernetes = Files.readString(folder.resolve("kubernetes/go.mod"));
    return new PinnedModules(folder, first(KUBERNETES, kubernetes), first(GO, kubernetes));
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("kubernetes/go.mod lacks " + pattern);
    }
    return matcher.group(1);
  }

  Path etcd() {
    return folder.resolve("etcd");
  }

  Path kubernetes() {
    return folder.resolve("kubernetes");
  }

  /** Twelve hex digits that differ whenever a pin or the way of building does. */
  String fingerprint(List<String> buildFlags) {
    Sha digest = Sha.of("SHA-256").add(String.join(" ", buildFlags).getBytes(UTF_8));
    try {
      for (String file : FILES) {
        digest.add(file.getBytes(UTF_8)).add(Files.readAllBytes(folder.resolve(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return digest.hex().substring(0, 12);
  }
}
