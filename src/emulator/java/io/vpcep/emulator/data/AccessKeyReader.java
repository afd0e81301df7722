package io.vpcep.emulator.data;

import io.vpcep.emulator.iam.AccessKey;

/** Reads what belongs to an access key. */
public final class AccessKeyReader {

  private static final int LONGEST_TOKEN = 32_768;

  private AccessKeyReader() {}

  /**
   * Reads an access key.
   *
   * @param fields with {@code secretKey} and, for a temporary key, {@code securityToken}
   * @throws BadDataException when it has no secret key, or a bad value
   */
  public static AccessKey read(String id, Fields fields) {
    return new AccessKey(
        id,
        fields.requiredText("secretKey"),
        fields.text("securityToken", LONGEST_TOKEN).orElse(null));
  }
}
