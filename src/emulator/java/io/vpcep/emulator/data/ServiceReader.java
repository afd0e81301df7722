package io.vpcep.emulator.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.world.ServiceDetails;
import io.vpcep.emulator.world.ServiceSettings;
import io.vpcep.emulator.world.Whitelist;
import java.util.List;
import java.util.Optional;

/** Reads what an endpoint service demands and shows. */
public final class ServiceReader {

  /** The keys of a service beside its ID and its connections. */
  static final String[] KEYS = {"approval", "name", "description", "domain_id", "permissions"};

  private static final int LONGEST_NAME = 16;
  private static final int LONGEST_DESCRIPTION = 512;

  private ServiceReader() {}

  /** Opens a document that holds nothing but these keys. */
  public static Fields open(JsonNode document) {
    return Fields.of(document, "", KEYS);
  }

  /** Reads the settings; what else it shows stays as it is where there is no key for it. */
  public static ServiceSettings read(Fields fields, ServiceSettings old) {
    ServiceDetails details = old.details();
    return new ServiceSettings(
        fields.flag("approval").orElse(ServiceSettings.DEFAULT.approval()),
        details
            .withName(fields.text("name", LONGEST_NAME).orElse(details.name()))
            .withDescription(
                fields.text("description", LONGEST_DESCRIPTION).orElse(details.description()))
            .withOwner(fields.id("domain_id").orElse(details.owner())));
  }

  /** The whitelist's permissions; empty where they stay as they are. */
  public static Optional<List<String>> whitelist(Fields fields) {
    List<String> permissions = fields.texts("permissions");
    if (permissions.size() > Whitelist.MAX) {
      throw fields.bad("permissions", "allowed are up to " + Whitelist.MAX + " permissions");
    }
    return fields.has("permissions") ? Optional.of(permissions) : Optional.empty();
  }
}
