package io.vpcep.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.emulator.http.LoggedRequest;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.VpcEndpointConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What somebody can do who may edit one namespace and no other, while the operator has its rights
 * in all. The witnesses are the emulator's log of requests and a server that nobody is to call.
 */
@EndToEnd
class TenantIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ID = "[A-Za-z0-9_-]{1,64}";

  /** All that the operator has to ask a cloud, at the host of any region. */
  private static final String ASKED =
      "http://cloud\\.[a-z0-9-]+\\.example\\.com(/v3/projects\\?name=[a-z0-9-]+"
          + ("|/v1/" + ID + "/vpc-endpoint-services/" + ID + "/connections\\?[a-z0-9_=&]+")
          + ("|/v1\\.0/" + ID + "/clusters/" + ID + "/vpcepservice/connections\\?[a-z0-9_=&]+)");

  private final TenantFixture tenants;
  private final KubernetesClient mallory;

  TenantIT(FixtureBuilder fixtures) throws Exception {
    tenants = new TenantFixture(fixtures);
    mallory = tenants.mallory();
  }

  @Test
  void noFieldMakesTheOperatorUseOthersSecretsOrCallOtherUrls() throws Exception {
    // Given
    var accepted = new TreeMap<String, String>();
    var attacks = attacks();
    // When
    for (int i = 0; i < attacks.size(); i++) {
      var attack = attacks.get(i);
      var name = "attack-" + i;
      ((ObjectNode) attack.resource.get("metadata")).put("name", name);
      if (isAccepted(attack.resource)) {
        accepted.put(name, attack.description);
      }
    }
    // Then
    await().atMost(SOON).untilAsserted(() -> assertThat(unanswered()).isEmpty());
    assertThat(accepted).as("some pass admission, and are what this is about").isNotEmpty();
    assertThat(attacks.size()).isGreaterThan(250);
    assertThat(tenants.requests())
        .as("of mallory's resources only: those of the victim are not due for an hour")
        .isNotEmpty()
        .allSatisfy(
            request -> {
              assertThat(request.who()).isEqualTo(TenantFixture.MALLORYS_KEY);
              assertThat(request.path()).matches(ASKED);
            });
    assertThat(tenants.callsOfTheTrap()).isEmpty();
    assertThat(shown())
        .doesNotContain(TenantFixture.VICTIMS_KEY, TenantFixture.VICTIMS_SECRET, "root:");
  }

  @Test
  void theSameNamesAreNotTheSameThings() {
    // Given
    tenants.awaitVictimsState("accepted");
    // When
    create(
        "CloudAccount",
        "prod",
        "{cloud: regional, region: '1', credentialsSecretRef: {name: prod}}");
    create("VpcEndpointConnection", "orders-db", TenantFixture.CONNECTION);
    // Then
    await().atMost(SOON).until(() -> condition("orders-db"), "AccountNotReady"::equals);
    var orders = mallory.resources(VpcEndpointConnection.class).withName("orders-db").require();
    assertThat(orders.getStatus().state()).isNull();
    assertThat(orders.getStatus().markerID()).isNull();
    assertThat(tenants.requests()).noneMatch(TenantIT::isMallorys);
  }

  private static boolean isMallorys(LoggedRequest request) {
    return Objects.equals(request.who(), TenantFixture.MALLORYS_KEY);
  }

  @Test
  void aSecretsContentSmugglesNothingIntoARequest() {
    // When
    secret("split", "{token: \"x\\r\\nX-Subject-Token: y\"}");
    secret(
        "line",
        "{accessKey: \"%s\\r\\n\", secretKey: \"a\\nb: c\"}".formatted(TenantFixture.VICTIMS_KEY));
    secret(
        "url",
        "{userName: \"u\", password: \"p\", domainName: \"d@127.0.0.1:%d/\"}"
            .formatted(tenants.trapPort()));
    for (var name : List.of("split", "line", "url")) {
      create(
          "CloudAccount",
          name,
          "{cloud: regional, region: '1', projectID: p, credentialsSecretRef: {name: %s}}"
              .formatted(name));
    }
    // Then
    await().atMost(SOON).untilAsserted(() -> assertThat(unanswered()).isEmpty());
    assertThat(List.of("split", "line", "url"))
        .allSatisfy(name -> assertThat(ready(name)).isIn("InvalidSecret", "Unauthorized"));
    assertThat(tenants.callsOfTheTrap()).isEmpty();
    assertThat(tenants.requests())
        .noneMatch(
            request -> Objects.equals(request.status(), 200) && isSignedByTheVictim(request));
  }

  private static boolean isSignedByTheVictim(LoggedRequest request) {
    return Objects.equals(request.who(), TenantFixture.VICTIMS_KEY);
  }

  @Test
  void whoMayEditANamespaceMayNotWriteStatusesNorSeeAnother() {
    create(
        "CloudAccount",
        "mine",
        "{cloud: regional, region: '1', credentialsSecretRef: {name: own}}");
    var mine = mallory.resources(CloudAccount.class).withName("mine").require();

    assertThatThrownBy(() -> mallory.resource(mine).updateStatus())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("forbidden");
    assertThatThrownBy(
            () -> mallory.resources(CloudAccount.class).inNamespace(tenants.victims()).list())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("forbidden");
    assertThatThrownBy(
            () -> mallory.secrets().inNamespace(tenants.victims()).withName("prod").get())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("forbidden");
  }

  private record Attack(String description, ObjectNode resource) {}

  /** Every text of every spec, taken from the definitions, with every value. */
  private List<Attack> attacks() throws IOException {
    var bases =
        List.of(
            base(
                "cloudaccounts",
                "CloudAccount",
                "{cloud: regional, region: '1', projectID: p, credentialsSecretRef: {name: own}}"),
            base(
                "vpcendpointconnections",
                "VpcEndpointConnection",
                TenantFixture.CONNECTION.replace("prod", "own")),
            base(
                "vpcendpointconnections",
                "VpcEndpointConnection",
                "{accountRef: {name: own}, cssCluster: {id: c}, endpointID: e}"));
    var attacks = new ArrayList<Attack>();
    for (var base : bases) {
      for (var pointer : texts(base.schema.at("/spec"), "/spec")) {
        for (var value : tenants.values()) {
          var resource = base.resource.deepCopy();
          if (put(resource, pointer, value)) {
            attacks.add(
                new Attack(base.resource.get("kind").asText() + pointer + "=" + value, resource));
          }
        }
      }
      attacks.add(new Attack("another namespace", inAnotherNamespace(base.resource)));
    }
    return attacks;
  }

  private record Base(JsonNode schema, ObjectNode resource) {}

  private static Base base(String plural, String kind, String spec) throws IOException {
    var yaml = new YAMLMapper();
    var definition = yaml.readTree(Path.of("crds", plural + ".vpcep.io-v1.yml").toFile());
    var resource =
        (ObjectNode)
            yaml.readTree(
                "{apiVersion: vpcep.io/v1alpha1, kind: %s, metadata: {annotations: {vpcep.io/requested-at: now}}, spec: %s}"
                    .formatted(kind, spec));
    return new Base(definition.at("/spec/versions/0/schema/openAPIV3Schema/properties"), resource);
  }

  private static List<String> texts(JsonNode schema, String pointer) {
    var found = new ArrayList<String>();
    if (schema.path("type").asText().equals("string")) {
      found.add(pointer);
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            property ->
                found.addAll(texts(property.getValue(), pointer + "/" + property.getKey())));
    return found;
  }

  /** Where the resource has what the text belongs to; the sources exclude each other. */
  private static boolean put(ObjectNode resource, String pointer, String value) {
    int last = pointer.lastIndexOf('/');
    if (resource.at(pointer.substring(0, last)) instanceof ObjectNode parent) {
      parent.put(pointer.substring(last + 1), value);
      return true;
    }
    return false;
  }

  /** The references of Kubernetes have a namespace; ours do not. */
  private ObjectNode inAnotherNamespace(ObjectNode base) {
    var resource = base.deepCopy();
    for (var reference : List.of("credentialsSecretRef", "accountRef")) {
      if (resource.at("/spec/" + reference) instanceof ObjectNode named) {
        named.put("name", "prod").put("namespace", tenants.victims());
      }
    }
    return resource;
  }

  private boolean isAccepted(ObjectNode resource) throws IOException {
    try {
      var generic = new ObjectMapper().treeToValue(resource, GenericKubernetesResource.class);
      mallory.resource(generic).create();
      return true;
    } catch (KubernetesClientException e) {
      assertThat(e.getCode()).as(e.getMessage()).isIn(400, 422);
      return false;
    }
  }

  private void create(String kind, String name, String spec) {
    mallory.resource(Manifests.manifest(kind, name, spec)).create();
  }

  private void secret(String name, String keys) {
    mallory
        .resource(
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: %s}
            stringData: %s
            """
                .formatted(name, keys))
        .create();
  }

  /** Mallory's resources of which the operator has not said anything yet. */
  private List<String> unanswered() {
    var names = new ArrayList<String>();
    for (var account : mallory.resources(CloudAccount.class).list().getItems()) {
      var name = account.getMetadata().getName();
      if (account.getStatus() == null || ready(name).isEmpty()) {
        names.add("CloudAccount/" + name);
      }
    }
    for (var connection : mallory.resources(VpcEndpointConnection.class).list().getItems()) {
      if (condition(connection.getMetadata().getName()).isEmpty()) {
        names.add("VpcEndpointConnection/" + connection.getMetadata().getName());
      }
    }
    return names;
  }

  /** The reason of Synced; empty if there is none. */
  private String condition(String name) {
    var connection = mallory.resources(VpcEndpointConnection.class).withName(name).require();
    return Statuses.condition(connection, "Synced").replaceFirst(".* ", "");
  }

  /** The reason of an account's Ready; empty if there is none. */
  private String ready(String name) {
    var account = mallory.resources(CloudAccount.class).withName(name).require();
    var ready = Condition.find(account.getStatus().conditions(), Condition.READY);
    return ready == null ? "" : ready.reason();
  }

  private String shown() {
    return mallory.getKubernetesSerialization().asJson(mallory.resources(CloudAccount.class).list())
        + mallory
            .getKubernetesSerialization()
            .asJson(mallory.resources(VpcEndpointConnection.class).list());
  }
}
