package io.vpcep.operator.provisioning;

import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.SourceListing;
import io.vpcep.operator.decision.ObservedStatus;
import io.vpcep.operator.decision.WatchedConnections;
import io.vpcep.operator.provisioning.ConnectionPlanner.Listed;
import io.vpcep.operator.provisioning.ConnectionPlanner.Resources;
import io.vpcep.operator.time.MonotonicTime;
import io.vpcep.operator.time.Now;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A service that makes resources, the cloud's list, and an API server that holds the resources and
 * does what plans say, as far as they depend on it.
 */
final class ProvisioningFixture {

  static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  private static final ObjectMapper JSON = new JsonMapper();

  private final Map<String, ObjectNode> resources = new TreeMap<>();
  private final Set<String> endpoints = new TreeSet<>();
  private Map<String, MonotonicTime> deletions = Map.of();
  private String connections = "namePrefix: shop-";
  private String more = "";
  private Duration elapsed = Duration.ZERO;
  private Duration clockError = Duration.ZERO;
  private boolean isCurrent = true;
  private boolean isRead = true;
  private MonotonicTime readAt = MonotonicTime.MIN;
  private int unreadable;
  private int versions;
  private @Nullable Refusal refusal;

  /** What the service says of the resources; YAML. */
  ProvisioningFixture connections(String yaml) {
    connections = yaml;
    deletions = Map.of();
    return this;
  }

  /** More of the service's spec; YAML. */
  ProvisioningFixture spec(String yaml) {
    more = ", " + yaml;
    return this;
  }

  ProvisioningFixture lists(String... ids) {
    endpoints.addAll(List.of(ids));
    return this;
  }

  /** The cloud's list lacks them, and so say the resources. */
  ProvisioningFixture lacks(String... ids) {
    endpoints.removeAll(List.of(ids));
    polled();
    return this;
  }

  /** The resources show what the list has. */
  void polled() {
    resources
        .values()
        .forEach(
            resource ->
                resource
                    .withObject("/status")
                    .put(
                        "state", endpoints.contains(endpoint(resource)) ? "accepted" : "notFound"));
  }

  /** The source is not read any more, or again with each look. */
  ProvisioningFixture reading(boolean value) {
    isRead = value;
    readAt = now().monotonic();
    return this;
  }

  ProvisioningFixture failing(boolean value) {
    isCurrent = !value;
    return this;
  }

  ProvisioningFixture unreadable(int count) {
    unreadable = count;
    return this;
  }

  ProvisioningFixture refused(@Nullable Refusal why) {
    refusal = why;
    return this;
  }

  void later(Duration duration) {
    elapsed = elapsed.plus(duration);
  }

  void setClock(Duration ahead) {
    clockError = ahead;
  }

  void restart() {
    deletions = Map.of();
  }

  /** A user creates a resource. */
  void create(String name, String endpointId) {
    put(
        """
        {"metadata": {"name": "%s", "namespace": "shop"},
         "spec": {"accountRef": {"name": "prod"}, "vpcEndpointService": {"id": "service-1"}, "endpointID": "%s"}}
        """
            .formatted(name, endpointId));
  }

  /** Somebody changes a resource. */
  void edit(String name, Consumer<ObjectNode> change) {
    var resource = requireNonNull(resources.get(name));
    change.accept(resource);
    touch(resource);
  }

  void delete(String name) {
    resources.remove(name);
  }

  /** Puts a resource as it is. */
  void put(String json) {
    try {
      var resource = (ObjectNode) JSON.readTree(json);
      var metadata = resource.withObject("/metadata");
      metadata.put("uid", "uid-" + ++versions);
      touch(resource);
      resources.put(metadata.path("name").asText(), resource);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private void touch(ObjectNode resource) {
    resource.withObject("/metadata").put("resourceVersion", String.valueOf(++versions));
  }

  Set<String> names() {
    return new TreeSet<>(resources.keySet());
  }

  /** The endpoints that are listed. */
  Set<String> listed() {
    return new TreeSet<>(endpoints);
  }

  JsonNode resource(String name) {
    return requireNonNull(resources.get(name), name);
  }

  static String endpoint(JsonNode resource) {
    return resource.path("spec").path("endpointID").asText();
  }

  Now now() {
    return new Now(NOON.plus(elapsed).plus(clockError), new MonotonicTime(elapsed.toNanos()));
  }

  /** Plans, and nothing more. */
  ConnectionPlan plan() {
    var manifest = new ConnectionManifest(service(), Map.of());
    var made =
        resources.values().stream()
            .map(resource -> ProvisionedConnection.read(resource, manifest))
            .filter(Objects::nonNull)
            .toList();
    var own = made.stream().map(ProvisionedConnection::name).toList();
    var others = resources.values().stream().filter(r -> !own.contains(name(r))).toList();
    return ConnectionPlanner.plan(
        manifest,
        new Listed(listing(), isRead ? now().monotonic() : readAt, isCurrent),
        new Resources(
            made,
            Set.copyOf(others.stream().map(ProvisioningFixture::name).toList()),
            WatchedConnections.namedBy(
                others.stream()
                    .map(ProvisioningFixture::typed)
                    .filter(
                        other ->
                            ObservedStatus.source(other.getSpec())
                                .equals(ObservedStatus.source(service().getSpec())))),
            0),
        deletions,
        refusal,
        now());
  }

  /** Plans, and does what the plan says. */
  ConnectionPlan live() {
    var plan = plan();
    deletions = plan.deletions();
    plan.changes().forEach(this::make);
    return plan;
  }

  /** Lives until there is nothing to do; fails if that does not end. */
  ConnectionPlan settle() {
    for (int i = 0; i < 5; i++) {
      var plan = live();
      if (plan.changes().isEmpty()) {
        return plan;
      }
    }
    throw new AssertionError("still to do: " + plan().changes());
  }

  private void make(ConnectionChange change) {
    var present = resources.get(change.name());
    if (change instanceof ConnectionChange.Create create) {
      if (present == null) {
        put(create.resource().toString());
      }
    } else if (change instanceof ConnectionChange.Patch patch) {
      merge(requireNonNull(present), patch.patch());
      touch(present);
    } else {
      resources.remove(change.name());
    }
  }

  private static void merge(ObjectNode target, ObjectNode patch) {
    patch
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isNull()) {
                target.remove(field.getKey());
              } else if (field.getValue() instanceof ObjectNode object) {
                merge(target.withObject("/" + field.getKey().replace("/", "~1")), object);
              } else {
                target.set(field.getKey(), field.getValue());
              }
            });
  }

  private SourceListing listing() {
    var listed = endpoints.stream().collect(toMap(id -> id, ProvisioningFixture::connection));
    return new SourceListing(listed, unreadable, null);
  }

  private static Connection connection(String id) {
    return aConnection().of(id).createdAt(NOON).updatedAt(NOON).build();
  }

  VpcEndpointService service() {
    var service =
        Serialization.unmarshal(
            """
            apiVersion: vpcep.io/v1alpha1
            kind: VpcEndpointService
            spec: {accountRef: {name: prod}, vpcEndpointService: {id: service-1}, connections: {%s}%s}
            """
                .formatted(connections, more),
            VpcEndpointService.class);
    service.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("shop-api")
            .withUid("service-uid")
            .withGeneration(1L)
            .build());
    return service;
  }

  private static String name(JsonNode resource) {
    return resource.path("metadata").path("name").asText();
  }

  private static VpcEndpointConnection typed(JsonNode resource) {
    return JSON.convertValue(resource, VpcEndpointConnection.class);
  }

  /** The kinds of the changes, each with the name of its resource. */
  static List<String> changes(ConnectionPlan plan) {
    return plan.changes().stream()
        .map(change -> change.getClass().getSimpleName() + " " + change.name())
        .toList();
  }

  /** What names are said to have changed. */
  static Stream<String> named(ConnectionPlan plan) {
    return plan.changes().stream().map(ConnectionChange::name);
  }
}
