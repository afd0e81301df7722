package io.vpcep.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.vpcep.v1.VpcepClient;
import com.huaweicloud.sdk.vpcep.v1.model.ListEndpointServiceRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** The example of docs/emulator.md. It needs Docker: the build compiles it, and does not run it. */
class EmulatorContainerExample {

  @Test
  void findsAnEndpointService() {
    try (var emulator =
        new GenericContainer<>("registry.example.com/vpcep-emulator")
            .withCommand("--address", "0.0.0.0", "--open-control")
            .withExposedPorts(9080)
            .waitingFor(Wait.forHttp("/v3"))) {
      emulator.start();
      String url = "http://" + emulator.getHost() + ":" + emulator.getMappedPort(9080);

      VpcepClient client =
          VpcepClient.newBuilder()
              .withEndpoints(List.of(url))
              .withCredential(
                  new BasicCredentials()
                      .withAk("emulator-access-key")
                      .withSk("emulator-secret-key")
                      .withProjectId("my-project"))
              .build();

      assertThat(client.listEndpointService(new ListEndpointServiceRequest()).getTotalCount())
          .isEqualTo(1);
    }
  }
}
