package io.vpcep.operator.controlplane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Admission of events as busy clusters configure it: the plugin {@code EventRateLimit} answers 429
 * to whoever writes events faster than its bucket fills. No other write is limited.
 */
public final class EventRateLimit {

  private EventRateLimit() {}

  /**
   * Flags of an API server with one bucket for all of its clients.
   *
   * @param folder takes the plugin's configuration
   * @param eventsPerSecond how fast the bucket fills
   * @param burst how many events it holds
   */
  public static List<String> flags(Path folder, int eventsPerSecond, int burst) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("admission.yaml"),
            """
            apiVersion: apiserver.config.k8s.io/v1
            kind: AdmissionConfiguration
            plugins:
            - name: EventRateLimit
              configuration:
                apiVersion: eventratelimit.admission.k8s.io/v1alpha1
                kind: Configuration
                limits: [{type: Server, qps: %d, burst: %d}]
            """
                .formatted(eventsPerSecond, burst));
    return List.of(
        "--enable-admission-plugins=EventRateLimit", "--admission-control-config-file=" + file);
  }
}
