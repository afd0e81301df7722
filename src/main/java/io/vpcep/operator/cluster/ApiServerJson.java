package io.vpcep.operator.cluster;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;

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

  private ApiServerJson() {}

  /** Builds a factory whose parsers accept every name and text that an object can have. */
  public static JsonFactoryBuilder factory() {
    return new JsonFactoryBuilder().streamReadConstraints(BOUNDED_BY_THE_SERVER);
  }
}
