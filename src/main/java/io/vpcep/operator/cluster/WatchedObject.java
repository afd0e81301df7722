package io.vpcep.operator.cluster;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserSequence;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.vpcep.operator.api.Kinds;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the object of a watch's event straight into its type. The client's own way makes a tree of
 * it first, of all that is in it, because the kind could stand at its end; the API server writes it
 * at the beginning, and little is put by here until it is met.
 */
final class WatchedObject extends JsonDeserializer<KubernetesResource> {

  /** Under this attribute of a mapper are the keys of the labels that are kept. */
  static final Object KEPT_LABELS = "keptLabels";

  private static final String KIND = "kind";

  /** What is watched, and what a watch says when it breaks off. */
  private static final Map<String, Class<? extends KubernetesResource>> KINDS =
      Stream.concat(Kinds.ALL.stream(), Stream.of(Status.class))
          .collect(Collectors.toUnmodifiableMap(HasMetadata::getKind, type -> type));

  @Override
  public KubernetesResource deserialize(JsonParser json, DeserializationContext context)
      throws IOException {
    // A WebSocket brings its events by another way than responses.
    var kept = new KeptFieldsParser(json, keptLabels(context));
    try (var start = new TokenBuffer(kept, context)) {
      var kind = putByUntilKind(kept, start);
      var rest = JsonParserSequence.createFlattened(true, start.asParser(kept), kept);
      rest.nextToken();
      return context.readValue(rest, KINDS.getOrDefault(kind, GenericKubernetesResource.class));
    }
  }

  @SuppressWarnings("unchecked") // whoever sets the attribute
  private static Set<String> keptLabels(DeserializationContext context) {
    var given = (Set<String>) context.getAttribute(KEPT_LABELS);
    return given == null ? Set.of() : given;
  }

  /** Returns the kind; then, or else at the object's end, the next token is not put by yet. */
  private static String putByUntilKind(JsonParser json, TokenBuffer start) throws IOException {
    start.copyCurrentEvent(json);
    var kind = "";
    while (json.nextToken() == JsonToken.FIELD_NAME && kind.isEmpty()) {
      var name = json.currentName();
      start.copyCurrentEvent(json);
      json.nextToken();
      kind = name.equals(KIND) ? json.getText() : "";
      start.copyCurrentStructure(json);
    }
    return kind;
  }
}
