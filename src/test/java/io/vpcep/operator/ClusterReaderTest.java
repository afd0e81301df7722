package io.vpcep.operator;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vpcep.operator.connection.AccountKey;
import java.io.IOException;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a command says of an account that the API server does not find. */
class ClusterReaderTest {

  private static final AccountKey KEY = new AccountKey("shop", "prod");

  private static final String KINDS =
      """
      {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "vpcep.io/v1alpha1",
      "resources": [{"kind": "CloudAccount"}, {"kind": "VpcEndpointService"},
      {"kind": "VpcEndpointConnection"}, {"kind": "VpcEndpointAcceptancePolicy"}]}
      """;

  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void namesTheAccountThatDoesNotExist() {
    assertThatThrownBy(() -> read(new MockResponse().setBody(KINDS)))
        .hasMessageStartingWith("CloudAccount prod does not exist in namespace shop");
  }

  @Test
  void namesTheDefinitionsThatAreMissing() {
    assertThatThrownBy(() -> read(new MockResponse().setResponseCode(404)))
        .hasMessageStartingWith(
            "the API server does not serve vpcep.io/v1alpha1 [CloudAccount,"
                + " VpcEndpointAcceptancePolicy, VpcEndpointConnection, VpcEndpointService]: run `kubectl apply");
  }

  private void read(MockResponse kinds) throws CommandException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return "/apis/vpcep.io/v1alpha1".equals(request.getPath())
                ? kinds.setHeader("Content-Type", "application/json")
                : new MockResponse().setResponseCode(404);
          }
        });
    Config access =
        new ConfigBuilder()
            .withAutoConfigure(false)
            .withMasterUrl(server.url("/").toString())
            .build();
    try (var client = new KubernetesClientBuilder().withConfig(access).build()) {
      new ClusterReader(client).account(KEY);
    }
  }
}
