package io.vpcep.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.VpcEndpointConnection;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a watch tells of is read into its type, wherever its kind stands. */
class WatchedObjectTest {

  private final KubernetesSerialization json;

  WatchedObjectTest() {
    var access = new ConfigBuilder().withAutoConfigure(false).build();
    try (var client = KubernetesAccess.client(access, new ForbiddenInterceptor(), Set.of("team"))) {
      json = client.getKubernetesSerialization();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'apiVersion': 'vpcep.io/v1alpha1', 'kind': 'VpcEndpointConnection', 'metadata': {'name': 'a'},"
            + " 'spec': {'endpointID': 'e'}}",
        "{'metadata': {'name': 'a'}, 'spec': {'endpointID': 'e'}, 'kind': 'VpcEndpointConnection'}",
        "{'kind': 'VpcEndpointConnection', 'spec': {'endpointID': 'e'}, 'metadata': {'name': 'a'},"
            + " 'unknown': [{'kind': 'Other'}]}"
      })
  void aConnectionIsReadWhereverItsKindStands(String object) {
    var event = read("MODIFIED", object);

    assertThat(event.getType()).isEqualTo("MODIFIED");
    assertThat(event.getObject())
        .isInstanceOfSatisfying(
            VpcEndpointConnection.class,
            connection -> {
              assertThat(connection.getMetadata().getName()).isEqualTo("a");
              assertThat(connection.getSpec().endpointID()).isEqualTo("e");
            });
  }

  @Test
  void whoWroteWhichFieldIsNotKept() {
    var event =
        read(
            "ADDED",
            "{'kind': 'CloudAccount', 'metadata': {'name': 'a', 'managedFields': [{'manager': 'm'}],"
                + " 'uid': 'u'}}");

    assertThat(event.getObject())
        .isInstanceOfSatisfying(
            CloudAccount.class,
            account -> {
              assertThat(account.getMetadata().getManagedFields()).isEmpty();
              assertThat(account.getMetadata().getUid()).isEqualTo("u");
            });
  }

  @Test
  void ofTheMetadataOnlyWhatIsUsedIsKept() {
    var event =
        read(
            "ADDED",
            "{'metadata': {'labels': {'a': 'b', 'team': 'shop'}, 'annotations': {'c': 'd', 'vpcep.io/requested-at': 'e'},"
                + " 'deletionTimestamp': '2026-01-01T00:00:00Z', 'finalizers': ['f'],"
                + " 'generation': 4, 'new': 1}, 'kind': 'CloudAccount'}");

    assertThat(event.getObject())
        .isInstanceOfSatisfying(
            CloudAccount.class,
            account -> {
              var metadata = account.getMetadata();
              assertThat(metadata.getLabels()).containsExactly(Map.entry("team", "shop"));
              assertThat(metadata.getAnnotations())
                  .containsExactly(Map.entry("vpcep.io/requested-at", "e"));
              assertThat(metadata.getFinalizers()).isEmpty();
              assertThat(account.isMarkedForDeletion()).isFalse();
              assertThat(metadata.getGeneration()).isEqualTo(4);
              assertThat(metadata.getAdditionalProperties()).containsEntry("new", 1);
            });
  }

  @Test
  void theReasonWhyAWatchBreaksOffIsRead() {
    var event = read("ERROR", "{'kind': 'Status', 'apiVersion': 'v1', 'code': 410}");

    assertThat(event.getObject())
        .isInstanceOfSatisfying(
            Status.class, status -> assertThat(status.getCode()).isEqualTo(410));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'kind': 'Pod', 'metadata': {}}", "{'metadata': {}}", "{}"})
  void whatIsNotKnownIsReadAsItStands(String object) {
    assertThat(read("ADDED", object).getObject()).isInstanceOf(GenericKubernetesResource.class);
  }

  private WatchEvent read(String type, String object) {
    var text = "{'type': '%s', 'object': %s}".formatted(type, object);
    return json.unmarshal(text.replace('\'', '"'), WatchEvent.class);
  }
}
