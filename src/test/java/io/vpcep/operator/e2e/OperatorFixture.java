package io.vpcep.operator.e2e;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.operator.VpcepOperator;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.CloudAccountSpec;
import io.vpcep.operator.api.CloudAccountSpec.SecretRef;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionSpec;
import io.vpcep.operator.api.VpcEndpointConnectionSpec.AccountRef;
import io.vpcep.operator.api.VpcEndpointConnectionSpec.SourceRef;
import io.vpcep.operator.chart.OperatorAccount;
import io.vpcep.operator.chart.OperatorAccount.Scope;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.settings.Settings;
import io.vpcep.operator.support.Traces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A namespace with an account, a cloud of its own, and the operator, which has no other rights than
 * the chart gives it: in that namespace, or with {@code -Dvpcep.scope=cluster} in all. Its
 * resources are made by a user who may do everything; what the operator knows it has to find out by
 * itself.
 */
final class OperatorFixture implements AutoCloseable {

  static final String ACCOUNT = "emulated";
  static final String TOKEN = "emulator-token";

  private static final Set<String> SECRET_KEYS =
      Set.of("token", "password", "secretKey", "securityToken");

  private final String namespace;
  private final String timing;
  private final KubernetesClient user;
  private final Emulator cloud;
  private final Scope scope;
  private final OperatorAccount rights;
  private @Nullable KubernetesClient operatorClient;
  private @Nullable VpcepOperator operator;

  private OperatorFixture(
      ControlPlane plane, String prefix, String timing, EmulatorOptions options, Scope scope)
      throws IOException {
    this.timing = timing;
    this.scope = scope;
    this.namespace = plane.createNamespace(prefix);
    this.user = plane.client(namespace);
    this.rights = OperatorAccount.create(plane, namespace, scope);
    this.cloud = Emulator.start(options);
  }

  /**
   * Sets the stage; the operator does not run yet.
   *
   * @param timing YAML of the configuration, for example {@code polling: {minInterval: 1s}}
   */
  static OperatorFixture set(ControlPlane plane, String prefix, String timing) throws IOException {
    return set(plane, prefix, timing, EmulatorOptions.defaults());
  }

  /** Sets the stage with another cloud than the documents' examples. */
  static OperatorFixture set(
      ControlPlane plane, String prefix, String timing, EmulatorOptions options)
      throws IOException {
    return set(plane, prefix, timing, options, Scope.ofRun());
  }

  /** Sets the stage for an operator with rights in the scope. */
  static OperatorFixture set(
      ControlPlane plane, String prefix, String timing, EmulatorOptions options, Scope scope)
      throws IOException {
    var stage = new OperatorFixture(plane, prefix, timing, options, scope);
    stage.secret("credentials", Map.of("token", TOKEN));
    stage.account(ACCOUNT, "credentials");
    return stage;
  }

  OperatorFixture startOperator() throws Exception {
    return startOperator(timing);
  }

  /** Starts the operator with other times than the stage's. */
  OperatorFixture startOperator(String otherTiming) throws Exception {
    operatorClient = rights.client();
    operator = VpcepOperator.start(settings(otherTiming), operatorClient, "test");
    return this;
  }

  void stopOperator() {
    if (operator != null) {
      operator.close();
      operator = null;
      requireNonNull(operatorClient).close();
    }
  }

  /** The configuration file that makes the emulator this stage's cloud. */
  String configuration(String times) {
    return """
        clouds: {emulator: {iam: "%1$s", vpcep: "%1$s", css: "%1$s"}}
        watch: {namespaces: [%2$s]}
        %3$s
        """
        .formatted(cloud.url(), scope == Scope.CLUSTER ? "" : namespace, http(times));
  }

  private static String http(String timing) {
    return timing.contains("http:")
        ? timing
        : timing + "\nhttp: {address: 127.0.0.1, port: 0, connectTimeout: 1s, readTimeout: 2s}";
  }

  private Settings settings(String times) throws Exception {
    return Settings.parse(configuration(times));
  }

  /** The operator's account. */
  OperatorAccount rights() {
    return rights;
  }

  Emulator cloud() {
    return cloud;
  }

  KubernetesClient user() {
    return user;
  }

  String namespace() {
    return namespace;
  }

  void secret(String name, Map<String, String> keys) {
    Traces.secrets(
        keys.entrySet().stream()
            .filter(key -> SECRET_KEYS.contains(key.getKey()))
            .map(Map.Entry::getValue)
            .map(String::strip)
            .toList());
    user.resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withStringData(keys)
                .build())
        .serverSideApply();
  }

  void account(String name, String secretName) {
    var account = new CloudAccount();
    account.getMetadata().setName(name);
    account.setSpec(
        new CloudAccountSpec(
            "emulator", "eu-de", "0123456789abcdef0123456789abcdef", new SecretRef(secretName)));
    user.resource(account).create();
  }

  /** Watches a connection of a VPC endpoint service. */
  void watchService(String name, String serviceId, String endpointId, @Nullable String timeout) {
    watch(name, new SourceRef(serviceId), null, endpointId, timeout);
  }

  /** Watches a connection of a CSS cluster. */
  void watchCluster(String name, String clusterId, String endpointId) {
    watch(name, null, new SourceRef(clusterId), endpointId, null);
  }

  private void watch(
      String name,
      @Nullable SourceRef service,
      @Nullable SourceRef cluster,
      String endpointId,
      @Nullable String timeout) {
    var resource = new VpcEndpointConnection();
    resource.getMetadata().setName(name);
    resource.setSpec(
        new VpcEndpointConnectionSpec(
            new AccountRef(ACCOUNT), service, cluster, endpointId, null, null, timeout, null));
    user.resource(resource).create();
  }

  /** Creates or changes a VpcEndpointConnection; the spec is YAML. */
  void applyConnection(String name, String spec) {
    apply("VpcEndpointConnection", name, spec);
  }

  /** Creates or changes a CloudAccount; the spec is YAML. */
  void applyAccount(String name, String spec) {
    apply("CloudAccount", name, spec);
  }

  private void apply(String kind, String name, String spec) {
    user.resource(
            """
            apiVersion: vpcep.io/v1alpha1
            kind: %s
            metadata: {name: %s, namespace: %s}
            spec: %s
            """
                .formatted(kind, name, namespace, spec))
        .fieldManager("user")
        .forceConflicts()
        .serverSideApply();
  }

  /** Asks for a sweep now. */
  void request(String name, String value) {
    user.resources(VpcEndpointConnection.class)
        .withName(name)
        .edit(
            resource -> {
              resource.getMetadata().setAnnotations(Map.of("vpcep.io/requested-at", value));
              return resource;
            });
  }

  VpcEndpointConnection connection(String name) {
    return user.resources(VpcEndpointConnection.class).withName(name).require();
  }

  List<VpcEndpointConnection> connections() {
    return user.resources(VpcEndpointConnection.class).list().getItems();
  }

  /** The state in a resource's status; empty before the first answer. */
  String state(String name) {
    var status = connection(name).getStatus();
    return status == null || status.state() == null ? "" : status.state();
  }

  /** A condition as {@code True Accepted}; empty if it is absent. */
  String condition(String name, String type) {
    return condition(connection(name), type);
  }

  static String condition(VpcEndpointConnection resource, String type) {
    var status = resource.getStatus();
    return find(status == null ? null : status.conditions(), type)
        .map(condition -> condition.status() + " " + condition.reason())
        .orElse("");
  }

  /** A condition's sentence; empty if it is absent. */
  String message(String name, String type) {
    var status = connection(name).getStatus();
    return find(status == null ? null : status.conditions(), type)
        .map(Condition::message)
        .orElse("");
  }

  /** An account's Ready condition as {@code True Authenticated: the sentence}. */
  String accountReady(String name) {
    var account = user.resources(CloudAccount.class).withName(name).require();
    var status = account.getStatus();
    return find(status == null ? null : status.conditions(), Condition.READY)
        .map(ready -> ready.status() + " " + ready.reason() + ": " + ready.message())
        .orElse("");
  }

  private static Optional<Condition> find(@Nullable List<Condition> conditions, String type) {
    return Optional.ofNullable(Condition.find(conditions, type));
  }

  /** The calls for one source's list, oldest first. */
  Calls calls(String sourceId) {
    return new Calls(
        cloud.requests().all().stream()
            .filter(request -> request.path().contains("/" + sourceId + "/"))
            .toList());
  }

  /** The events about a resource. */
  List<Event> events(String name) {
    return user.resources(Event.class).list().getItems().stream()
        .filter(event -> event.getRegarding().getName().equals(name))
        .toList();
  }

  /** The reasons of the events about a resource, each as often as it was told. */
  List<String> eventReasons(String name) {
    return events(name).stream()
        .flatMap(event -> Collections.nCopies(timesTold(event), event.getReason()).stream())
        .toList();
  }

  /** How many transitions an event tells of. */
  static int timesTold(Event event) {
    return event.getSeries() == null ? 1 : event.getSeries().getCount();
  }

  /** The port of the operator's metrics. */
  int port() {
    return requireNonNull(operator).port();
  }

  /** What the operator's port answers. */
  String get(String path) throws IOException, InterruptedException {
    var url = "http://127.0.0.1:" + port() + path;
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  /** All that somebody without access to Secrets gets to see. */
  private String everythingShown() {
    return Serialization.asYaml(connections())
        + Serialization.asYaml(user.resources(CloudAccount.class).list().getItems())
        + Serialization.asYaml(user.resources(Event.class).list().getItems())
        + metrics();
  }

  private String metrics() {
    try {
      return operator == null ? "" : get("/metrics");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  @Override
  public void close() {
    Traces.shown(namespace, everythingShown());
    stopOperator();
    cloud.close();
    user.resources(VpcEndpointConnection.class).delete();
    // An operator that watches all namespaces would log in with it.
    user.resources(CloudAccount.class).delete();
    user.close();
    rights.close();
  }
}
