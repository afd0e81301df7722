package io.vpcep.operator.cluster;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.api.Group;
import io.vpcep.operator.api.Kinds;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The definitions of our kinds that are installed, as the API server's OpenAPI document has them:
 * everybody who is authenticated may read that. An API server drops without a word what a
 * definition does not know, so that an old one would lose a part of each status.
 */
public final class CrdSchemaCheck {

  private static final Logger LOG = LoggerFactory.getLogger(CrdSchemaCheck.class);
  private static final String VERSION = Group.NAME + "/" + Group.VERSION;

  private CrdSchemaCheck() {}

  /**
   * The fields that this version has and the installed definitions have not, such as {@code
   * VpcEndpointConnection status.css.maxSession}. More than it has does no harm; and of a kind that
   * the document does not have yet, nothing is said.
   */
  public static List<String> missing(KubernetesClient client) {
    var document = document(client);
    return document == null ? List.of() : missing(document);
  }

  static List<String> missing(JsonNode document) {
    var missing = new ArrayList<String>();
    for (var type : Kinds.ALL) {
      var kind = HasMetadata.getKind(type);
      var schema = schemaOf(kind, document);
      if (schema != null) {
        // Records all the way down.
        var parts = ((ParameterizedType) type.getGenericSuperclass()).getActualTypeArguments();
        compare(kind + " spec", parts[0], property(schema, "spec"), missing);
        compare(kind + " status", parts[1], property(schema, "status"), missing);
      }
    }
    return missing.stream().sorted().toList();
  }

  private static void compare(String path, Type type, JsonNode schema, List<String> missing) {
    if (schema.isMissingNode()) {
      missing.add(path);
    } else if (type instanceof ParameterizedType container) {
      boolean isMap = container.getRawType() == Map.class;
      var content = container.getActualTypeArguments()[isMap ? 1 : 0];
      compare(path, content, schema.path(isMap ? "additionalProperties" : "items"), missing);
    } else if (type instanceof Class<?> record && record.isRecord()) {
      for (RecordComponent field : record.getRecordComponents()) {
        var name = field.getName();
        compare(path + "." + name, field.getGenericType(), property(schema, name), missing);
      }
    }
  }

  private static JsonNode property(JsonNode schema, String name) {
    return schema.path("properties").path(name);
  }

  private static @Nullable JsonNode schemaOf(String kind, JsonNode document) {
    for (var schema : document.path("components").path("schemas")) {
      for (var identity : schema.path("x-kubernetes-group-version-kind")) {
        if (identity.path("group").asText().equals(Group.NAME)
            && identity.path("version").asText().equals(Group.VERSION)
            && identity.path("kind").asText().equals(kind)) {
          return schema;
        }
      }
    }
    return null;
  }

  private static @Nullable JsonNode document(KubernetesClient client) {
    try {
      var text = client.raw("/openapi/v3/apis/" + VERSION);
      return new ObjectMapper().readTree(text == null ? "{}" : text);
    } catch (KubernetesClientException | JacksonException e) {
      LOG.warn(
          "cannot compare the custom resource definitions of {}: {}", VERSION, Causes.inOneLine(e));
      return null;
    }
  }
}
