package io.vpcep.operator.e2e;

import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.vpcep.operator.CommandLineProcess;
import io.vpcep.operator.support.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Somebody who runs {@code list} and {@code export} in a fixture's namespace, with the permissions
 * that docs/permissions.md names for them and no others.
 */
final class CommandUser {

  private static final String PERMISSIONS =
      """
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: commands}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: commands}
      rules:
      - {apiGroups: [vpcep.io], resources: [cloudaccounts], verbs: [get]}
      - {apiGroups: [""], resources: [secrets], verbs: [get]}
      - {apiGroups: [vpcep.io], resources: [vpcendpointconnections], verbs: [list]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: commands}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: commands}
      subjects: [{kind: ServiceAccount, name: commands}]
      """;

  private final OperatorFixture fixture;
  private final Path config;
  private Path kubeconfig;

  CommandUser(OperatorFixture fixture) throws IOException {
    this.fixture = fixture;
    var file = Files.writeString(fixture.folder().resolve("commands.yaml"), PERMISSIONS);
    fixture.kubectl("apply", "-f", file.toString());
    config =
        Files.writeString(
            fixture.folder().resolve("operator.yaml"),
            "clouds: {emulator: {iam: \"%1$s\", vpcep: \"%1$s\", css: \"%1$s\"}}"
                .formatted(fixture.cloud().url()));
    var token =
        fixture
            .user()
            .serviceAccounts()
            .withName("commands")
            .tokenRequest(new TokenRequest())
            .getStatus()
            .getToken();
    Traces.secrets(List.of(token));
    kubeconfig =
        fixture.plane().writeKubeconfig(fixture.folder().resolve("commands-access"), token);
  }

  /** Uses another kubeconfig from now on. */
  void uses(Path other) {
    kubeconfig = other;
  }

  /** Runs a command with the fixture's account, to its end. */
  CommandLineProcess run(String command, String... arguments) throws Exception {
    return runAs(TestNamespace.ACCOUNT, command, arguments);
  }

  /** Runs a command with an account of the namespace, to its end. */
  CommandLineProcess runAs(String account, String command, String... arguments) throws Exception {
    var all = new ArrayList<>(List.of(command, "--config", config.toString()));
    all.addAll(List.of("--account", fixture.namespace() + "/" + account));
    all.addAll(List.of(arguments));
    var ended =
        CommandLineProcess.start(
            fixture.folder(),
            Map.of("KUBECONFIG", kubeconfig.toString()),
            all.toArray(String[]::new));
    fixture.closeLater(ended);
    ended.exitCode();
    Traces.shown(command, ended.output() + ended.errors());
    return ended;
  }
}
