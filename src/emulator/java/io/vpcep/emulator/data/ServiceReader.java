package io.vpcep.emulator.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.world.ServiceSettings;

/** Reads what an endpoint service demands. */
public final class ServiceReader {

  private ServiceReader() {}

  /** Reads a document that holds nothing but settings. */
  public static ServiceSettings read(JsonNode document) {
    return read(Fields.of(document, "", "approval"));
  }

  static ServiceSettings read(Fields fields) {
    return new ServiceSettings(fields.flag("approval").orElse(ServiceSettings.DEFAULT.approval()));
  }
}
