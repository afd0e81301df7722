package io.vpcep.operator.provisioning;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the operator has set in a resource that it made. It stands in an annotation of the resource,
 * so that what a template does not have any more is removed, and nothing else is.
 *
 * @param name of the resource: a copy of it under another name is its user's
 * @param endpointID of the connection that the resource was made for
 * @param labels the keys of the template's labels
 * @param annotations the keys of the template's annotations
 * @param spec the names of the template's fields of the spec
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record AppliedFields(
    @Nullable String name,
    @Nullable String endpointID,
    Set<String> labels,
    Set<String> annotations,
    Set<String> spec) {

  private static final ObjectMapper JSON = new JsonMapper();

  AppliedFields {
    labels = sorted(labels);
    annotations = sorted(annotations);
    spec = sorted(spec);
  }

  /** Reads the annotation; null if there is none, or none that can be understood. */
  static @Nullable AppliedFields read(String annotation) {
    try {
      return JSON.readValue(annotation, AppliedFields.class);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** The text of the annotation. */
  String write() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written", e);
    }
  }

  private static Set<String> sorted(@Nullable Set<String> keys) {
    return Collections.unmodifiableSet(keys == null ? new TreeSet<>() : new TreeSet<>(keys));
  }
}
