package io.vpcep.operator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A selector selects what the API server selects by it. */
@ExtendWith(SharedControlPlane.class)
class LabelSelectorIT {

  private static final Map<String, Map<String, String>> OBJECTS = objects();

  private final KubernetesClient client;

  LabelSelectorIT(KubernetesClient client) {
    this.client = client;
  }

  private static Map<String, Map<String, String>> objects() {
    var objects = new LinkedHashMap<String, Map<String, String>>();
    objects.put("none", Map.of());
    objects.put("empty", Map.of("shard", ""));
    objects.put("a", Map.of("shard", "a"));
    objects.put("b", Map.of("shard", "b", "example.com/tier", "gold"));
    objects.put("four", Map.of("shard", "4"));
    objects.put("five", Map.of("shard", "5", "old", "true"));
    objects.put("large", Map.of("shard", "99999999999999999999"));
    objects.put("minus", Map.of("old", "1.5"));
    return objects;
  }

  @BeforeEach
  void objectsWithLabels() {
    OBJECTS.forEach(
        (name, labels) ->
            client
                .resource(
                    new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .serverSideApply());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shard",
        "!shard",
        " ! shard ",
        "shard=a",
        "shard == a",
        "shard!=a",
        "shard=",
        "shard!=",
        "shard in (a,b)",
        "shard in ( a , b )",
        "shard in (,a)",
        "shard in ()",
        "shard notin (a, b)",
        "shard notin (a),shard",
        "shard > 4",
        "shard<5",
        "old>1",
        "example.com/tier=gold , shard in (a, b)",
        "old,!example.com/tier",
        "in in (in)",
        "notin!=in"
      })
  void selectsWhatTheApiServerSelects(String text) {
    var selected =
        client
            .configMaps()
            .list(new ListOptionsBuilder().withLabelSelector(text).build())
            .getItems()
            .stream()
            .map(each -> each.getMetadata().getName())
            .filter(OBJECTS::containsKey)
            .toList();

    assertThat(selected(LabelSelector.of(text))).containsExactlyInAnyOrderElementsOf(selected);
  }

  private static List<String> selected(LabelSelector selector) {
    return OBJECTS.entrySet().stream()
        .filter(each -> selector.selects(each.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
