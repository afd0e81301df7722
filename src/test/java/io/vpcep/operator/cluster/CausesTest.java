package io.vpcep.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.MalformedURLException;
import org.junit.jupiter.api.Test;

class CausesTest {

  @Test
  void namesTheRootWhereTheClientSaysNothing() {
    var failure =
        new KubernetesClientException(
            "An error has occurred.", new MalformedURLException("NO_PROXY is odd"));

    assertThat(Causes.inOneLine(failure)).isEqualTo("NO_PROXY is odd");
  }

  @Test
  void saysEachThingOnceInOneLine() {
    var root = new IllegalStateException("no\n  such file");
    var failure = new RuntimeException("it failed", new RuntimeException(root));

    assertThat(Causes.inOneLine(failure))
        .isEqualTo("it failed: java.lang.IllegalStateException: no such file");
  }

  @Test
  void saysWhatTheApiServerSaidWithoutTheClientsObjects() {
    var status = new StatusBuilder().withMessage("leases is forbidden").withCode(403).build();
    var failure =
        new KubernetesClientException(
            "Failure executing: GET. Received status: " + status, 403, status);

    assertThat(Causes.inOneLine(new IllegalStateException(failure)))
        .isEqualTo("leases is forbidden");
  }

  @Test
  void namesTheExceptionWhereNoneSaysAnything() {
    assertThat(Causes.inOneLine(new RuntimeException(null, new NullPointerException())))
        .isEqualTo("NullPointerException");
  }
}
