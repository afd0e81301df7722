package io.vpcep.operator.pages;

import io.vpcep.operator.controlplane.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Somebody with a new cluster, who follows a page from top to bottom. */
final class Reader {

  /** What a reader has already, or does because the text between the commands says so. */
  private static final Map<String, List<String>> BEFORE =
      Map.of(
          FencedCommand.APPLY,
          List.of("kubectl create namespace shop --dry-run=client -o yaml | kubectl apply -f -"),
          "kubectl -n shop describe vpcec orders-db",
          List.of("kubectl -n shop apply -f deploy/samples/vpcendpointconnection-endpoint.yaml"),
          "kubectl apply --server-side --field-manager=vpcep-install -k deploy/base",
          List.of("helm uninstall vpcep-operator --namespace vpcep-system"),
          "kubectl -n argocd patch configmap",
          List.of(
              "kubectl create namespace argocd", "kubectl -n argocd create configmap argocd-cm"),
          "java -jar target/vpcep-operator.jar run",
          List.of("echo '{http: {address: 127.0.0.1, port: 0}}' > config.yaml"));

  /** Commands that go on until they are interrupted, by how they begin, and what they print. */
  private static final Map<String, String> ENDLESS =
      Map.of("java -jar target/vpcep-operator.jar run", "ready ");

  private final Path folder;
  private @Nullable ControlPlane plane;
  private @Nullable Terminal terminal;

  /** In a folder that is not there yet. */
  Reader(Path folder) {
    this.folder = folder;
  }

  /** Starts the cluster. */
  void open() throws IOException {
    plane = ControlPlane.start();
    terminal = new Terminal(plane, Files.createDirectory(folder));
  }

  /** Does what a page says. */
  void follow(FencedCommand command) throws IOException, InterruptedException {
    if (terminal == null) {
      throw new AssertionError("there is no cluster");
    }
    for (var step : Listed.in(BEFORE, command).orElse(List.of())) {
      terminal.type(new FencedCommand(step, ""));
    }
    var printed = Listed.in(ENDLESS, command);
    if (printed.isPresent()) {
      terminal.typeUntil(command, printed.get());
    } else {
      terminal.type(command);
    }
  }

  /** Stops the cluster. */
  void close() throws IOException {
    if (terminal != null) {
      terminal.close();
    }
    if (plane != null) {
      plane.close();
    }
  }

  /** How the commands begin that need something special. */
  static List<String> special() {
    return List.copyOf(BEFORE.keySet());
  }
}
