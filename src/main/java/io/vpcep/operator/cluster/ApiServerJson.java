package io.vpcep.operator.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** How JSON from the API server is read. */
public final class ApiServerJson {

  /**
   * The API server bounds its objects; a limit of the parser below that would let a tenant stop the
   * watch of everybody. Field names can be as long as a text: {@code managedFields} has the owners
   * of an object in them.
   */
  private static final StreamReadConstraints BOUNDED_BY_THE_SERVER =
      StreamReadConstraints.builder()
          .maxNameLength(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .build();

  /** Leaves the rest of a response to whoever has opened it. */
  private static final JsonFactory FACTORY =
      factory().disable(StreamReadFeature.AUTO_CLOSE_SOURCE).build();

  private ApiServerJson() {}

  /** Builds a factory whose parsers accept every name and text that an object can have. */
  public static JsonFactoryBuilder factory() {
    return new JsonFactoryBuilder().streamReadConstraints(BOUNDED_BY_THE_SERVER);
  }

  /**
   * The version of an object or of a list, where it may stand after the items. No more is read.
   *
   * @return empty if there is none
   */
  public static String resourceVersion(InputStream response) throws IOException {
    try (var json = FACTORY.createParser(response)) {
      return enter(json, "metadata") && enter(json, "resourceVersion")
          ? Objects.requireNonNullElse(json.nextTextValue(), "")
          : "";
    }
  }

  /** Goes to the value of a field of the object that is next. */
  private static boolean enter(JsonParser json, String field) throws IOException {
    json.nextToken();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      if (json.currentName().equals(field)) {
        return true;
      }
      json.nextToken();
      json.skipChildren();
    }
    return false;
  }
}
