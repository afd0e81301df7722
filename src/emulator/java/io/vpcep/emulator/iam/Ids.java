package io.vpcep.emulator.iam;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Made-up IDs. */
final class Ids {

  private Ids() {}

  /** 32 hexadecimal digits that follow from the text. */
  static String of(String text) {
    byte[] seed = text.getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(seed).toString().replace("-", "");
  }

  /** The ID of the domain with this name. */
  static String ofDomain(String name) {
    return of("domain " + name);
  }
}
