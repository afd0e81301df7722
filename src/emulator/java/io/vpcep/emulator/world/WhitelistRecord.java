package io.vpcep.emulator.world;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect to an endpoint service.
 *
 * @param id its ID
 * @param permission {@code iam:domain::} and an account's ID; {@code *}, there or alone, for
 *     everybody
 * @param type the API's {@code permission_type}
 * @param description null for none
 * @param createdAt shown in whole seconds
 */
public record WhitelistRecord(
    String id, String permission, String type, @Nullable String description, Instant createdAt) {

  /** The type of a permission for an account. */
  public static final String DOMAIN = "domainId";

  /** The type of a permission for a part of an organization; Huawei Cloud only. */
  public static final String ORGANIZATION = "orgPath";

  private static final String PREFIX = "iam:domain::";

  boolean allows(String domainId) {
    String whom =
        permission.startsWith(PREFIX) ? permission.substring(PREFIX.length()) : permission;
    return whom.equals("*") || permission.equals(PREFIX + domainId);
  }

  public WhitelistRecord withDescription(String text) {
    return new WhitelistRecord(id, permission, type, text, createdAt);
  }
}
