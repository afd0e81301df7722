package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Examples.SERVICE;
import static io.vpcep.operator.e2e.TestNamespace.ACCOUNT;
import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.ErrorEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whoever is on call can type what the runbooks say: every kubectl command of theirs is run, with
 * the variables that they name. What needs a node gets as far as that; what asks the cloud is not
 * run.
 */
@EndToEnd
class RunbooksIT {

  private static final String SHOP = "shop-api";
  private static final String PARTNERS =
      "accept: [{name: partners, domainIDs: [%s]}]".formatted(EndpointConnection.DEFAULT_DOMAIN_ID);
  private static final String POD = "vpcep-operator-0";

  /** Also one that is indented, as in a list. */
  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```\\w*\\n(.*?)^ *```$");

  /** Which resource a page is about, where it is not the one that failed. */
  private static final Map<String, String> RESOURCES =
      Map.of(
          "VpcepConnectionAcceptanceOverdue.md", "partner",
          "VpcepConnectionRejected.md", "guest",
          "VpcepConnectionNotFound.md", "legacy");

  /**
   * Stands before kubectl: a field that does not exist is an error, and what fails is written down,
   * unless it is for want of a node.
   */
  private static final String KUBECTL =
      """
      #!/bin/sh
      case " $* " in
        *" run "*) exit 0 ;;
        *jsonpath*|*go-template*) set -- "$@" --allow-missing-template-keys=false ;;
      esac
      "$KUBECTL" "$@" 2> "$ERRORS.$$" && exit 0
      grep -q -e 'not have a host assigned' -e 'pod is not running' "$ERRORS.$$" && exit 0
      echo "kubectl $*: $(cat "$ERRORS.$$")" >> "$ERRORS"
      """;

  private final OperatorFixture fixture;
  private final Path folder;

  RunbooksIT(OperatorFixture fixture) throws Exception {
    this.fixture =
        fixture.startOperator(
            "polling: {defaultInterval: 1s, minInterval: 1s}\nacceptance: {enabled: true}");
    folder = fixture.folder();
    fixture.kubectl("create", "serviceaccount", "default");
    fixture.kubectl(
        "create",
        "rolebinding",
        "operator",
        "--clusterrole=cluster-admin",
        "--serviceaccount=" + fixture.namespace() + ":vpcep-operator");
    Files.createSymbolicLink(folder.resolve("crds"), Path.of("crds").toAbsolutePath());
    program("kubectl", KUBECTL);
    for (var stranger : List.of("curl", "jq")) {
      program(stranger, "#!/bin/sh\ncat > /dev/null\n");
    }
  }

  @Test
  void everyCommandForKubectlCanBeTyped() throws Exception {
    // Given
    watch("billing", c -> c.withStatus("failed").withErrors(List.of(new ErrorEntry("C", "M"))));
    watch("partner", c -> c.withStatus("pendingAcceptance").withUpdatedAt(Instant.EPOCH));
    watch("guest", c -> c.withStatus("rejected"));
    watch("legacy", c -> c);
    fixture.world().remove(SERVICE, "endpoint-legacy");
    fixture.awaitState("legacy", "notFound");
    fixture.watchAll(SHOP, SERVICE, "");
    fixture.awaitAttention(SHOP, "True ConnectionsFailed");
    fixture.applyPolicy(SHOP, SERVICE, PARTNERS);
    await().atMost(SOON).until(() -> fixture.policy(SHOP).getStatus().decisions() != null);
    // When
    for (var page : pages()) {
      pod();
      for (var block : blocks(page)) {
        type(block, RESOURCES.getOrDefault(page.getFileName().toString(), "billing"));
      }
    }
    // Then
    assertThat(errors()).isEmpty();
  }

  private void watch(String name, UnaryOperator<EndpointConnection> change) {
    fixture
        .world()
        .put(
            SERVICE,
            "endpoint-" + name,
            connection -> change.apply(connection.withDescription("for " + name)));
    fixture.watch(name, SERVICE, "endpoint-" + name);
    await().atMost(SOON).until(() -> !fixture.state(name).isEmpty());
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("docs/runbooks"))) {
      return files.sorted().toList();
    }
  }

  private static List<String> blocks(Path page) throws IOException {
    return BLOCK
        .matcher(Files.readString(page))
        .results()
        .map((MatchResult found) -> found.group(1))
        .filter(block -> block.contains("kubectl"))
        .toList();
  }

  /** One that was never given to a node. */
  private void pod() {
    var pods = fixture.user().pods();
    if (pods.withName(POD).get() == null) {
      pods.resource(
              new PodBuilder()
                  .withNewMetadata()
                  .withName(POD)
                  .addToLabels("app.kubernetes.io/name", "vpcep-operator")
                  .endMetadata()
                  .withNewSpec()
                  .addNewContainer()
                  .withName("operator")
                  .withImage("vpcep-operator")
                  .endContainer()
                  .withAutomountServiceAccountToken(false)
                  .endSpec()
                  .build())
          .create();
    }
  }

  private void type(String block, String name) throws IOException, InterruptedException {
    var shell =
        new ProcessBuilder("sh", "-c", block + "\nwait")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    shell
        .environment()
        .putAll(
            Map.of(
                "PATH",
                folder + ":" + System.getenv("PATH"),
                "KUBECTL",
                fixture.plane().kubectlProgram().toString(),
                "KUBECONFIG",
                fixture.plane().kubeconfig().toString(),
                "ERRORS",
                folder.resolve("errors").toString(),
                "NAMESPACE",
                fixture.namespace(),
                "NAME",
                name,
                "SERVICE",
                SHOP,
                "POLICY",
                SHOP,
                "ACCOUNT",
                ACCOUNT,
                "SOURCE",
                SERVICE.id()));
    shell
        .environment()
        .putAll(
            Map.of(
                "OPERATOR_NAMESPACE",
                fixture.namespace(),
                "POD",
                POD,
                "SERVICE_ACCOUNT",
                "vpcep-operator"));
    var process = shell.start();
    process.getOutputStream().close();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(block).isTrue();
  }

  private List<String> errors() throws IOException {
    var file = folder.resolve("errors");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private void program(String name, String script) throws IOException {
    var file = Files.writeString(folder.resolve(name), script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
