package io.vpcep.operator.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * kubectl with one kubeconfig, and with nothing of the user's own settings.
 *
 * @param folder where it runs, so that relative file names mean what they say
 * @param cache where it keeps what it learned of the API
 */
record Kubectl(String program, Path kubeconfig, Path folder, Path cache) {

  String run(String... arguments) {
    CommandResult result = tryRun(arguments);
    if (!result.succeeded()) {
      throw new ControlPlaneException(
          "kubectl %s failed: %s".formatted(String.join(" ", arguments), result.errors()));
    }
    return result.output();
  }

  CommandResult tryRun(String... arguments) {
    List<String> command = Stream.concat(Stream.of(program), Stream.of(arguments)).toList();
    Map<String, String> environment =
        Map.of(
            "KUBECONFIG", kubeconfig.toString(),
            "KUBECACHEDIR", cache.toString(),
            "KUBERC", "off");
    try {
      return new SystemCommands().start(folder, environment, command).join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
