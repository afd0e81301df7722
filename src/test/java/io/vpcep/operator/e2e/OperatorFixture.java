package io.vpcep.operator.e2e;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.fault.Faults;
import io.vpcep.emulator.iam.IdentityStore;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.emulator.world.World;
import io.vpcep.operator.VpcepOperator;
import io.vpcep.operator.chart.OperatorAccount;
import io.vpcep.operator.chart.OperatorAccount.Scope;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import io.vpcep.operator.controlplane.ApiServerTap;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.FolderTree;
import io.vpcep.operator.settings.Settings;
import io.vpcep.operator.support.Traces;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A namespace with an account, a cloud of its own, and the operator, in process or as processes of
 * the jar. The operator has no other permissions than the chart gives it: in that namespace, or
 * with {@code -Dvpcep.scope=cluster} in all. What it knows it has to find out by itself.
 */
final class OperatorFixture extends TestNamespace {

  private final String name;
  private final String configuration;
  private final Scope scope;
  private final OperatorAccount permissions;
  private final Emulator cloud;
  private final ChangeGuard changes;
  private final Path folder;
  private @Nullable KubernetesClient operatorClient;
  private @Nullable VpcepOperator operator;

  /** Made by a {@link FixtureBuilder}; the operator does not run yet. */
  OperatorFixture(ControlPlane plane, FixtureBuilder builder) throws IOException {
    super(plane, builder.name(), builder.isLarge());
    name = builder.name();
    configuration = builder.configuration();
    scope = builder.scope();
    permissions = closeLater(OperatorAccount.create(plane, namespace(), scope));
    cloud = closeLater(Emulator.start(builder.emulator()));
    changes = new ChangeGuard(cloud.requests());
    closeLater(changes::check);
    folder = Files.createTempDirectory("vpcep-" + name + "-");
    closeLater(() -> FolderTree.delete(folder));
    closeLater(this::stopOperator);
    if (!builder.isLarge()) {
      closeLater(() -> Traces.shown(namespace(), everythingShown() + metrics()));
    }
    secret("credentials", Map.of("token", Credentials.TOKEN));
    account(ACCOUNT, "credentials");
  }

  OperatorFixture startOperator() throws Exception {
    return startOperator(configuration);
  }

  /** Starts the operator with another configuration than the fixture's. */
  OperatorFixture startOperator(String other) throws Exception {
    operatorClient = permissions.client();
    operator =
        VpcepOperator.start(
            Settings.parse(completed(other)), operatorClient, "test", new ForbiddenInterceptor());
    return this;
  }

  void stopOperator() {
    if (operator != null) {
      operator.close();
      operator = null;
      requireNonNull(operatorClient).close();
    }
  }

  void restartOperator() throws Exception {
    stopOperator();
    startOperator();
  }

  /** A process of the jar, to be started with the fixture's configuration and permissions. */
  OperatorJar.Launch jar() {
    return jar(name, configuration);
  }

  /** A process of the jar with a name of its own. */
  OperatorJar.Launch jar(String process) {
    return jar(process, configuration);
  }

  /** A process of the jar with a name and a configuration of its own. */
  OperatorJar.Launch jar(String process, String other) {
    return OperatorJar.of(process, folder, completed(other))
        .as(permissions.kubeconfig(folder))
        .whenStarted(this::closeLater);
  }

  /** What an operator is started with: all that a configuration does not set is added. */
  private String completed(String given) {
    var text = new StringBuilder(given).append('\n');
    if (!sets(given, "clouds")) {
      text.append(
          "clouds: {emulator: {iam: \"%1$s\", vpcep: \"%1$s\", css: \"%1$s\"}}%n"
              .formatted(cloud.url()));
    }
    if (!sets(given, "watch")) {
      text.append(
          "watch: {namespaces: [%s]}%n".formatted(scope == Scope.CLUSTER ? "" : namespace()));
    }
    if (!sets(given, "http")) {
      text.append("http: {address: 127.0.0.1, port: 0, connectTimeout: 1s, readTimeout: 2s}");
    }
    changes.started(text.toString());
    return text.toString();
  }

  private static boolean sets(String yaml, String key) {
    return yaml.lines().anyMatch(line -> line.startsWith(key + ":"));
  }

  /** A folder for the files of a test. */
  Path folder() {
    return folder;
  }

  /** A connection to the API server that a test can cut. */
  ApiServerTap tap() throws IOException {
    return closeLater(ApiServerTap.open(plane()));
  }

  /** Another namespace of the same API server. */
  TestNamespace neighbour(String prefix) {
    return closeLater(new TestNamespace(plane(), prefix, false));
  }

  Emulator cloud() {
    return cloud;
  }

  World world() {
    return cloud.world();
  }

  Faults faults() {
    return cloud.faults();
  }

  IdentityStore identity() {
    return cloud.identity();
  }

  /** As {@link #connect(SourceRef, String)}, for each name. */
  void connect(SourceRef source, Collection<String> names) {
    names.forEach(each -> connect(source, each));
  }

  /** Puts a connection into the cloud, and applies a resource of its name that watches it. */
  void connect(SourceRef source, String each) {
    connect(source, each, ACCOUNT);
  }

  /** As {@link #connect(SourceRef, String)}, by an account. */
  void connect(SourceRef source, String each, String account) {
    connect(source, each, account, "");
  }

  /**
   * Puts a connection into the cloud, and applies a resource of its name that watches it.
   *
   * @param more YAML of the resource's spec
   */
  void connect(SourceRef source, String each, String account, String more) {
    put(source, each, "accepted");
    applyConnection(each, Manifests.spec(account, source, each, more));
  }

  /** Puts a connection in a state into the cloud. */
  void put(SourceRef source, String endpoint, String state) {
    world().put(source, endpoint, details -> details.withStatus(state));
  }

  /** Puts a connection into the cloud that waits for acceptance. */
  void putWaiting(SourceRef source, String endpoint, Instant since) {
    world()
        .put(
            source,
            endpoint,
            details -> details.withStatus("pendingAcceptance").withUpdatedAt(since));
  }

  /** Changes the state of a connection in the cloud. */
  void change(SourceRef source, String endpoint, String state) {
    world().change(source, endpoint, details -> details.withStatus(state));
  }

  /** The calls for one source's list, oldest first. */
  Calls calls(SourceRef source) {
    return calls(source.id());
  }

  /** The calls for the list of the source with an ID, oldest first. */
  Calls calls(String sourceId) {
    return new Calls(
        calls().all().stream().filter(call -> call.path().contains("/" + sourceId + "/")).toList());
  }

  /** All calls, oldest first. */
  Calls calls() {
    return new Calls(cloud.requests().all());
  }

  /** Forgets the calls so far. */
  void forgetCalls() {
    changes.check();
    cloud.requests().clear();
  }

  /** The port of the operator's metrics. */
  int port() {
    return requireNonNull(operator).port();
  }

  /** What the operator's port responds. */
  String get(String path) throws IOException, InterruptedException {
    var url = "http://127.0.0.1:" + port() + path;
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  private String metrics() throws IOException, InterruptedException {
    return operator == null ? "" : get("/metrics");
  }
}
