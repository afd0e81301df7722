package io.vpcep.emulator.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which cloud the emulator speaks like, where the documents of the two differ.
 *
 * <ul>
 *   <li>Descriptions of connections, with the call that changes them, the call that renames a
 *       service, batches and descriptions of whitelist records, and whitelists of organizations:
 *       only in the reference of Huawei Cloud (api-vpcep, 2025-10), not in that of Open Telekom
 *       Cloud (opentelekomcloud-docs/vpc-endpoint, 2025-10).
 *   <li>{@code pool_id} of services: only in Open Telekom Cloud's examples.
 *   <li>Tags of a service: 10 in the text of Huawei Cloud, 20 on Open Telekom Cloud.
 *   <li>The gateway's codes: {@code APIGW.0301} in Huawei Cloud's API Request Signing Guide, {@code
 *       APIG.0301} in "Error Codes" of Open Telekom Cloud's API Gateway.
 *   <li>Who owns public services: {@code OTC} in the acceptance test of Open Telekom Cloud's Go
 *       client; {@code example} in both documents.
 * </ul>
 */
public enum Dialect {
  HUAWEICLOUD,
  OTC;

  private static final Set<Operation> HUAWEICLOUD_ONLY =
      Set.of(
          Operation.UPDATE_DESCRIPTIONS,
          Operation.RENAME_SERVICE,
          Operation.CREATE_WHITELIST_RECORDS,
          Operation.DELETE_WHITELIST_RECORDS,
          Operation.DESCRIBE_WHITELIST_RECORD);

  private static final String CODE = "\"error_code\":\"APIGW.";

  /** The one with this name in data files; empty for any other word. */
  public static Optional<Dialect> of(String value) {
    return Arrays.stream(values()).filter(dialect -> dialect.value().equals(value)).findFirst();
  }

  /** The name in data files. */
  public String value() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the cloud has the call. */
  public boolean knows(Operation operation) {
    return this == HUAWEICLOUD || !HUAWEICLOUD_ONLY.contains(operation);
  }

  /** How many tags a service may have. */
  public int maxTags() {
    return this == HUAWEICLOUD ? 10 : 20;
  }

  /** The same response with the cloud's spelling of the gateway's codes. */
  public EmulatedResponse spelled(EmulatedResponse response) {
    return this == OTC && response.body().contains(CODE)
        ? response.withBody(response.body().replace(CODE, CODE.replace("APIGW", "APIG")))
        : response;
  }
}
