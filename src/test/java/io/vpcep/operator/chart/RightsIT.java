package io.vpcep.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.vpcep.operator.chart.OperatorAccount.Scope;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the operator's account may do, and nothing else. */
@ExtendWith(SharedControlPlane.class)
class RightsIT {

  private static final Path EXPECTED = Path.of("src/test/resources/rights");

  private final ControlPlane plane;
  private final KubernetesClient client;
  private final String other;

  RightsIT(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.client = client;
    this.other = plane.createNamespace("other");
  }

  @ParameterizedTest
  @EnumSource
  void areTheCheckedInOnes(Scope scope) {
    try (var account = OperatorAccount.create(plane, client.getNamespace(), scope)) {
      var text =
          "# In the namespace of its release\n"
              + rights(account.user(), client.getNamespace())
              + "\n# In another namespace\n"
              + rights(account.user(), other);

      assertThat(EXPECTED.resolve(scope.name().toLowerCase(Locale.ROOT) + ".txt"))
          .content()
          .isEqualTo(text);
    }
  }

  @ParameterizedTest
  @EnumSource
  void letItReadASecretByNameAndNeitherListNorWatchThem(Scope scope) {
    try (var account = OperatorAccount.create(plane, client.getNamespace(), scope);
        var operator = account.client()) {
      assertThat(operator.secrets().withName("none").get()).isNull();
      assertForbidden(() -> operator.secrets().list());
      assertForbidden(() -> operator.secrets().inAnyNamespace().list());
      assertForbidden(() -> operator.secrets().withName("none").delete());
      assertForbidden(() -> operator.secrets().watch(new Unheard()));
    }
  }

  @Test
  void endAtTheNamespaceWhereTheyAreGivenInOne() {
    try (var account = OperatorAccount.create(plane, client.getNamespace(), Scope.NAMESPACE);
        var operator = account.client()) {
      assertForbidden(() -> operator.secrets().inNamespace(other).withName("none").get());
    }
  }

  /** A watch that never starts has nothing to tell. */
  private static final class Unheard implements Watcher<Secret> {

    @Override
    public void eventReceived(Action action, Secret secret) {
      throw new AssertionError("told of a Secret");
    }

    @Override
    public void onClose(WatcherException cause) {
      // It did not start.
    }
  }

  private static void assertForbidden(Runnable deed) {
    assertThatThrownBy(deed::run)
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
  }

  /** What it may do there and somebody without rights may not, a line each. */
  private String rights(String user, String namespace) {
    var lines = new ArrayList<>(list(user, namespace));
    lines.removeAll(list("system:serviceaccount:" + namespace + ":nobody", namespace));
    return lines.isEmpty() ? "nothing\n" : String.join("\n", lines) + "\n";
  }

  /** The columns are as wide as their contents, so their blanks mean nothing. */
  private List<String> list(String user, String namespace) {
    return plane
        .kubectl("auth", "can-i", "--list", "--no-headers", "-n", namespace, "--as", user)
        .lines()
        .map(line -> line.strip().replaceAll(" +", " "))
        .sorted()
        .toList();
  }
}
