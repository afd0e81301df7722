package io.vpcep.operator.e2e;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.Kinds;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicy;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.support.Traces;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A namespace as its user works in it, who may do everything there: what is created, read and
 * awaited, for {@link #SOON} unless a test says how long.
 */
class TestNamespace implements AutoCloseable {

  /** The account that a test uses where it does not matter which. */
  static final String ACCOUNT = "emulated";

  static final Duration SOON = ofSeconds(20);

  private final ControlPlane plane;
  private final String namespace;
  private final KubernetesClient user;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /**
   * A new one.
   *
   * @param large whether its resources are too large to be read once more when it is closed
   */
  TestNamespace(ControlPlane plane, String prefix, boolean large) {
    this.plane = plane;
    namespace = plane.createNamespace(prefix);
    user = closeLater(plane.client(namespace));
    if (!large) {
      closeLater(this::deleteAll);
    }
  }

  /** Closes something with this, before all that is there already. */
  final <T extends AutoCloseable> T closeLater(T resource) {
    open.push(resource);
    return resource;
  }

  final ControlPlane plane() {
    return plane;
  }

  final String namespace() {
    return namespace;
  }

  final KubernetesClient user() {
    return user;
  }

  /** Runs kubectl in this namespace as an administrator; returns its output. */
  final String kubectl(String... arguments) {
    return plane.kubectlIn(namespace, arguments);
  }

  /** Creates or changes a Secret; the secret scan looks for what is in it. */
  final void secret(String name, Map<String, String> keys) {
    Traces.secrets(Credentials.secretsIn(keys));
    user.resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withStringData(keys)
                .build())
        .serverSideApply();
  }

  /** Creates or changes a CloudAccount that uses a Secret. */
  final void account(String name, String secretName) {
    applyAccount(
        name,
        "{cloud: emulator, region: eu-de, projectID: p, credentialsSecretRef: {name: %s}}"
            .formatted(secretName));
  }

  /** Creates or changes a CloudAccount whose project the operator has to find. */
  final void accountWithoutProject(String name, String secretName) {
    applyAccount(
        name,
        "{cloud: emulator, region: eu-de, credentialsSecretRef: {name: %s}}".formatted(secretName));
  }

  /** Creates or changes a CloudAccount; the spec is YAML. */
  final void applyAccount(String name, String spec) {
    apply("CloudAccount", name, spec);
  }

  /** Creates a resource that watches a connection. */
  final void watch(String name, SourceRef source, String endpoint) {
    watch(name, source, endpoint, "");
  }

  /**
   * Creates a resource that watches a connection.
   *
   * @param more YAML of its spec, for example {@code pollInterval: 1h}
   */
  final void watch(String name, SourceRef source, String endpoint, String more) {
    user.resource(
            Manifests.manifest(
                "VpcEndpointConnection", name, Manifests.spec(ACCOUNT, source, endpoint, more)))
        .create();
  }

  /** Creates or changes a VpcEndpointConnection; the spec is YAML. */
  final void applyConnection(String name, String spec) {
    apply("VpcEndpointConnection", name, spec);
  }

  /**
   * Creates or changes a resource that watches a whole source.
   *
   * @param more YAML of its spec, for example {@code pendingAcceptanceTimeout: 3s}
   */
  final void watchAll(String name, SourceRef source, String more) {
    apply("VpcEndpointService", name, Manifests.specOfAll(ACCOUNT, source, more));
  }

  /**
   * Creates or changes a VpcEndpointAcceptancePolicy.
   *
   * @param rules YAML of its spec, for example {@code mode: Enforce}
   */
  final void applyPolicy(String name, SourceRef source, String rules) {
    apply("VpcEndpointAcceptancePolicy", name, Manifests.specOfAll(ACCOUNT, source, rules));
  }

  private void apply(String kind, String name, String spec) {
    user.resource(Manifests.manifest(kind, name, spec))
        .fieldManager("user")
        .forceConflicts()
        .serverSideApply();
  }

  /** Asks for a sweep now. */
  final void request(String name, String value) {
    edit(
        VpcEndpointConnection.class,
        name,
        resource -> {
          resource.getMetadata().setAnnotations(Map.of("vpcep.io/requested-at", value));
          return resource;
        });
  }

  /** Has somebody's finalizer keep resources, and deletes them. */
  final void hold(Class<? extends HasMetadata> kind, String prefix) {
    for (var resource : user.resources(kind).list().getItems()) {
      var name = resource.getMetadata().getName();
      if (name.startsWith(prefix)) {
        setFinalizers(kind, name, List.of("example.com/held"));
        user.resources(kind).withName(name).delete();
      }
    }
  }

  /** Takes the finalizers away: what was deleted is gone then. */
  final void release(Class<? extends HasMetadata> kind) {
    user.resources(kind).list().getItems().stream()
        .filter(resource -> !resource.getMetadata().getFinalizers().isEmpty())
        .forEach(held -> setFinalizers(kind, held.getMetadata().getName(), List.of()));
  }

  /** Replaces the labels of a resource. */
  final void label(Class<? extends HasMetadata> kind, String name, Map<String, String> labels) {
    edit(
        kind,
        name,
        resource -> {
          resource.getMetadata().setLabels(labels);
          return resource;
        });
  }

  private <R extends HasMetadata> void setFinalizers(
      Class<R> kind, String name, List<String> finalizers) {
    edit(
        kind,
        name,
        resource -> {
          resource.getMetadata().setFinalizers(finalizers);
          return resource;
        });
  }

  private <R extends HasMetadata> void edit(Class<R> kind, String name, UnaryOperator<R> change) {
    user.resources(kind).withName(name).edit(change);
  }

  final VpcEndpointConnection connection(String name) {
    return user.resources(VpcEndpointConnection.class).withName(name).require();
  }

  final List<VpcEndpointConnection> connections() {
    return user.resources(VpcEndpointConnection.class).list().getItems();
  }

  /** The state in a resource's status; empty before the first response. */
  final String state(String name) {
    return Statuses.state(connection(name));
  }

  final void awaitState(String name, String state) {
    awaitState(name, state, SOON);
  }

  final void awaitState(String name, String state, Duration deadline) {
    await().atMost(deadline).until(() -> state(name), state::equals);
  }

  /** Waits until so many resources are in a state. */
  final void awaitStates(String state, int count) {
    awaitStates(state, count, SOON);
  }

  final void awaitStates(String state, int count, Duration deadline) {
    await().atMost(deadline).until(() -> inState(state), names -> names.size() == count);
  }

  private List<String> inState(String state) {
    return connections().stream()
        .filter(resource -> Statuses.state(resource).equals(state))
        .map(resource -> resource.getMetadata().getName())
        .toList();
  }

  /** A condition as {@code True Accepted}; empty if it is absent. */
  final String condition(String name, String type) {
    return Statuses.condition(connection(name), type);
  }

  /** A condition's message; empty if it is absent. */
  final String message(String name, String type) {
    return Statuses.message(connection(name), type);
  }

  final void awaitCondition(String name, String type, String value) {
    awaitCondition(name, type, value, SOON);
  }

  final void awaitCondition(String name, String type, String value, Duration deadline) {
    await().atMost(deadline).until(() -> condition(name, type), value::equals);
  }

  /** Waits until a condition of all resources has a value. */
  final void awaitConditions(String type, String value) {
    awaitConditions(type, value, SOON);
  }

  final void awaitConditions(String type, String value, Duration deadline) {
    await()
        .atMost(deadline)
        .until(
            () ->
                connections().stream()
                    .allMatch(resource -> Statuses.condition(resource, type).equals(value)));
  }

  final VpcEndpointService service(String name) {
    return user.resources(VpcEndpointService.class).withName(name).require();
  }

  final VpcEndpointAcceptancePolicy policy(String name) {
    return user.resources(VpcEndpointAcceptancePolicy.class).withName(name).require();
  }

  /** Waits until AttentionRequired of a service is so, for example {@code False AllSettled}. */
  final void awaitAttention(String name, String value) {
    await()
        .atMost(SOON)
        .until(
            () -> Statuses.condition(service(name), Condition.ATTENTION_REQUIRED), value::equals);
  }

  /** An account's Ready condition as {@code True Authenticated: the message}. */
  final String accountReady(String name) {
    var status = user.resources(CloudAccount.class).withName(name).require().getStatus();
    var ready = Condition.find(status == null ? null : status.conditions(), Condition.READY);
    return ready == null ? "" : ready.status() + " " + ready.reason() + ": " + ready.message();
  }

  /** Waits until {@link #accountReady} begins with a text. */
  final void awaitAccount(String name, String beginning) {
    awaitAccount(name, beginning, SOON);
  }

  final void awaitAccount(String name, String beginning, Duration deadline) {
    await().atMost(deadline).until(() -> accountReady(name), ready -> ready.startsWith(beginning));
  }

  /** The events about a resource. */
  final List<Event> events(String name) {
    return user.resources(Event.class).list().getItems().stream()
        .filter(event -> event.getRegarding().getName().equals(name))
        .toList();
  }

  /** The reasons of the events about a resource, each as often as it was recorded. */
  final List<String> eventReasons(String name) {
    return events(name).stream()
        .flatMap(event -> Collections.nCopies(timesRecorded(event), event.getReason()).stream())
        .toList();
  }

  /** How many transitions an event records. */
  static int timesRecorded(Event event) {
    return event.getSeries() == null ? 1 : event.getSeries().getCount();
  }

  /** Every version of the resources of a kind from now on. */
  final <R extends HasMetadata> History<R> history(Class<R> kind) {
    return closeLater(History.of(user, kind));
  }

  /** All that somebody without access to Secrets sees here. */
  final String everythingShown() {
    return Serialization.asYaml(connections())
        + Serialization.asYaml(user.resources(VpcEndpointService.class).list().getItems())
        + Serialization.asYaml(user.resources(VpcEndpointAcceptancePolicy.class).list().getItems())
        + Serialization.asYaml(user.resources(CloudAccount.class).list().getItems())
        + Serialization.asYaml(user.resources(Event.class).list().getItems());
  }

  /** An operator of another test that watches all namespaces would find them. */
  private void deleteAll() {
    Kinds.ALL.forEach(this::deleteAll);
  }

  private void deleteAll(Class<? extends HasMetadata> kind) {
    release(kind);
    user.resources(kind).delete();
  }

  @Override
  public final void close() throws Exception {
    var last = open.poll();
    if (last != null) {
      try {
        last.close();
      } finally {
        close();
      }
    }
  }
}
